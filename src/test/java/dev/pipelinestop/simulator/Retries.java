package dev.pipelinestop.simulator;

import java.time.Instant;

/** Retries of a stage in which an execution was stopped or failed. */
final class Retries {
  private final Engine engine;
  private final SimulatorSettings settings;

  Retries(Engine engine, SimulatorSettings settings) {
    this.engine = engine;
    this.settings = settings;
  }

  void retry(Execution execution, Stage stage, boolean allActions, Instant at) {
    var run = execution.stageRun(stage);
    var status = run == null ? Status.IN_PROGRESS : run.status.value();
    if (run == null || (status != Status.STOPPED && status != Status.FAILED)) {
      throw new AwsError(
          "StageNotRetryableException",
          "The stage %s has no failed or stopped actions to retry.".formatted(stage.name));
    }
    if (execution.pipeline.mode() != ExecutionMode.PARALLEL
        && stage.latest != null
        && stage.latest.value() != run) {
      throw new AwsError(
          "NotLatestPipelineExecutionException",
          "The pipeline execution %s is not the latest one of stage %s."
              .formatted(execution.id, stage.name));
    }
    execution.epoch++;
    execution.stopRequested = null;
    execution.attemptStartedAt = at;
    var reason = settings.retryKeepsStopTrigger() ? execution.state.value().stopReason() : null;
    execution.become(Status.IN_PROGRESS, Change.RETRIED, null, reason, at);
    run.retry(allActions);
    run.status.record(at, Change.RETRIED, Status.IN_PROGRESS);
    engine.occupy(execution, at);
    engine.proceed(run, at);
  }
}
