package dev.pipelinestop.simulator;

import dev.pipelinestop.api.StopMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pipeline execution: the truth about it. */
final class Execution {
  /** Where it is on its way through the stages. */
  enum Place {
    BETWEEN_STAGES,
    BEFORE_STAGE,
    IN_STAGE,
    DONE
  }

  /** What can change about it as a whole. */
  record State(Status status, @Nullable String summary, @Nullable String stopReason) {}

  /** What started it. */
  record Trigger(String type, String detail) {}

  final Pipeline pipeline;
  final String id;
  final long number;
  final Instant startedAt;
  final Trigger trigger;
  final Map<String, String> variables;
  final History<State> state;
  final List<StageRun> stageRuns = new ArrayList<>();
  Place place = Place.BETWEEN_STAGES;
  int position;
  Instant attemptStartedAt;

  /** The mode of the last stop that was accepted, though it may take effect later. */
  @Nullable StopMode stopRequested;

  /** Counts the retries, each of which makes earlier plans void. */
  int epoch;

  Execution(
      Pipeline pipeline,
      String id,
      long number,
      Trigger trigger,
      Map<String, String> variables,
      Instant at) {
    this.pipeline = pipeline;
    this.id = id;
    this.number = number;
    this.trigger = trigger;
    this.variables = Map.copyOf(variables);
    this.startedAt = at;
    this.attemptStartedAt = at;
    this.state = new History<>(at, Change.STARTED, new State(Status.IN_PROGRESS, null, null));
  }

  Status status() {
    return state.value().status();
  }

  void become(
      Status status, Change change, @Nullable String summary, @Nullable String reason, Instant at) {
    state.record(at, change, new State(status, summary, reason));
  }

  Stage stage() {
    return pipeline.stages.get(position);
  }

  @Nullable StageRun stageRun() {
    return stageRun(stage());
  }

  @Nullable StageRun stageRun(Stage stage) {
    return stageRuns.stream().filter(run -> run.stage == stage).findFirst().orElse(null);
  }

  boolean inState(Place expected, int expectedEpoch) {
    return place == expected && epoch == expectedEpoch && status().active();
  }
}
