package dev.pipelinestop.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stage of a pipeline: who is in it, who waits before it, and whether its transitions let in. */
final class Stage {
  /** Whether executions may pass. */
  record Transition(boolean enabled, @Nullable String reason, Instant changedAt) {}

  final String name;
  final List<ActionDefinition> actions;
  final History<Transition> inbound;
  final History<Transition> outbound;
  final History<List<Execution>> waiting;
  final Map<String, History<ActionRun>> latestActions = new LinkedHashMap<>();
  @Nullable History<StageRun> latest;
  @Nullable Execution occupant;

  Stage(String name, List<ActionDefinition> actions, Instant createdAt) {
    this.name = name;
    this.actions = List.copyOf(actions);
    var open = new Transition(true, null, createdAt);
    inbound = new History<>(createdAt, Change.TRANSITION, open);
    outbound = new History<>(createdAt, Change.TRANSITION, open);
    waiting = new History<>(createdAt, Change.QUEUED, List.of());
  }

  @Nullable ActionDefinition action(String action) {
    return actions.stream().filter(a -> a.name().equals(action)).findFirst().orElse(null);
  }

  void entered(StageRun run, Instant at) {
    if (latest == null) {
      latest = new History<>(at, Change.STARTED, run);
    } else {
      latest.record(at, Change.STARTED, run);
    }
  }

  void started(ActionRun run, Instant at) {
    var history = latestActions.get(run.definition.name());
    if (history == null) {
      latestActions.put(run.definition.name(), new History<>(at, Change.STARTED, run));
    } else {
      history.record(at, Change.STARTED, run);
    }
  }

  void join(Execution execution, Instant at) {
    var now = new ArrayList<>(waiting.value());
    now.add(execution);
    waiting.record(at, Change.QUEUED, List.copyOf(now));
  }

  void leave(Execution execution, Instant at) {
    var now = new ArrayList<>(waiting.value());
    if (now.remove(execution)) {
      waiting.record(at, Change.QUEUED, List.copyOf(now));
    }
  }
}
