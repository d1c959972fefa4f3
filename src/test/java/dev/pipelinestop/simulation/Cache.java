package dev.pipelinestop.simulation;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.reconcile.PipelineStopReconciler;
import dev.pipelinestop.reconcile.WorthARound;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cache of an instance: for each name a position in its history, which may be old. Which change
 * of it leads to a round is what Java Operator SDK makes of the reconciler's configuration.
 */
final class Cache {
  private static final boolean GENERATION_AWARE =
      PipelineStopReconciler.class
          .getAnnotation(ControllerConfiguration.class)
          .generationAwareEventProcessing();

  private static final WorthARound FILTER = new WorthARound();

  private final ApiServer api;
  private final Consumer<String> changed;
  private final Consumer<String> gone;
  private final Map<String, Integer> positions = new HashMap<>();
  private int losing;

  Cache(ApiServer api, Consumer<String> changed, Consumer<String> gone) {
    this.api = api;
    this.changed = changed;
    this.gone = gone;
  }

  Optional<PipelineStopRequest> get(String name) {
    return Optional.ofNullable(at(name, positions.getOrDefault(name, -1)));
  }

  /** The next events do not arrive. */
  void lose(int events) {
    losing = events;
  }

  /** An event arrives, if it is not lost. Events about one name arrive in order. */
  void deliver(String name, int position) {
    if (losing > 0) {
      losing--;
      return;
    }
    if (position > positions.getOrDefault(name, -1)) {
      move(name, position);
    }
  }

  /** Lists everything as it is, or as it was so many states ago. */
  void list(int age) {
    for (String name : api.names()) {
      move(name, Math.max(-1, api.history(name).size() - 1 - age));
    }
  }

  private void move(String name, int position) {
    PipelineStopRequest before = at(name, positions.getOrDefault(name, -1));
    positions.put(name, position);
    PipelineStopRequest now = at(name, position);
    if (now == null) {
      gone.accept(name);
    } else if (before == null || leadsToRound(before, now)) {
      changed.accept(name);
    }
  }

  private @Nullable PipelineStopRequest at(String name, int position) {
    List<ApiServer.Version> history = api.history(name);
    return position < 0 ? null : history.get(position).request();
  }

  /** As InternalEventFilters of Java Operator SDK has it, and then our own filter. */
  private static boolean leadsToRound(PipelineStopRequest before, PipelineStopRequest now) {
    boolean accepted =
        !GENERATION_AWARE
            || before.getMetadata().getGeneration() < now.getMetadata().getGeneration()
            || (now.isMarkedForDeletion() && !before.isMarkedForDeletion());
    return accepted && FILTER.accept(now, before);
  }
}
