package dev.pipelinestop.simulator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is really the case with an execution, whatever the read models show.
 *
 * @param stage where it is, or where it ended
 * @param changedAt when the status last changed
 * @param attempt 1, and one more for each retry
 */
public record Truth(
    String pipelineName,
    String pipelineExecutionId,
    Status status,
    Instant changedAt,
    String stage,
    int attempt,
    @Nullable String stopReason,
    List<Action> actions) {

  /** An action execution. */
  public record Action(
      String stage,
      String name,
      String actionExecutionId,
      Status status,
      Instant startedAt,
      Instant changedAt) {}

  static Truth of(Execution execution) {
    return new Truth(
        execution.pipeline.name,
        execution.id,
        execution.status(),
        execution.state.changedAt(),
        execution.stage().name,
        execution.epoch + 1,
        execution.state.value().stopReason(),
        execution.stageRuns.stream().flatMap(run -> run.actions.stream()).map(Truth::of).toList());
  }

  private static Action of(ActionRun run) {
    return new Action(
        run.stageRun.stage.name,
        run.definition.name(),
        run.id,
        run.state.value().status(),
        run.startedAt,
        run.state.changedAt());
  }

  /** The actions with this status. */
  public List<Action> actions(Status wanted) {
    return actions.stream().filter(action -> action.status() == wanted).toList();
  }
}
