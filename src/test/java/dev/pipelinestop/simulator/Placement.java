package dev.pipelinestop.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an execution stands when the simulation begins, without having been simulated until there:
 * in a stage with its actions in progress, or finished.
 *
 * @param remaining how much longer actions run, by name; others run for their whole duration
 */
public record Placement(
    @Nullable String id,
    @Nullable String stage,
    Status status,
    Duration startedAgo,
    Map<String, Duration> remaining) {

  /** An execution in progress in this stage since a minute. */
  public static Placement in(String stage) {
    return new Placement(null, stage, Status.IN_PROGRESS, Duration.ofMinutes(1), Map.of());
  }

  /** An execution that ended a minute ago, in its last stage. */
  public static Placement ended(Status status) {
    return new Placement(null, null, status, Duration.ofMinutes(1), Map.of());
  }

  /** The same with a fixed id. */
  public Placement id(String id) {
    return new Placement(id, stage, status, startedAgo, remaining);
  }

  /** The same, started earlier or later. */
  public Placement startedAgo(Duration startedAgo) {
    return new Placement(id, stage, status, startedAgo, remaining);
  }

  /** The same with the remaining time of one action. */
  public Placement remaining(String action, Duration time) {
    var all = new HashMap<>(remaining);
    all.put(action, time);
    return new Placement(id, stage, status, startedAgo, Map.copyOf(all));
  }
}
