package dev.pipelinestop.simulator;

import java.time.Instant;
import java.util.Map;

/** Puts executions where a scenario wants them. */
final class Placements {
  private final Engine engine;

  Placements(Engine engine) {
    this.engine = engine;
  }

  Execution place(Pipeline pipeline, Placement placement, Instant now) {
    var startedAt = now.minus(placement.startedAgo());
    var trigger = new Execution.Trigger("StartPipelineExecution", "arn:aws:iam::scenario");
    int position = position(pipeline, placement);
    var execution = engine.create(pipeline, placement.id(), trigger, Map.of(), startedAt);
    for (execution.position = 0; execution.position < position; execution.position++) {
      pass(execution, startedAt);
    }
    if (!placement.status().active()) {
      end(execution, placement.status(), startedAt);
      return execution;
    }
    if (pipeline.mode() != ExecutionMode.PARALLEL
        && (execution.stage().occupant != null || !pipeline.opensInto(position))) {
      engine.arrive(execution, position, now);
      return execution;
    }
    engine.occupy(execution, startedAt);
    engine.start(
        engine.enterStage(execution, startedAt),
        startedAt,
        now,
        action -> placement.remaining().getOrDefault(action.name(), action.duration()));
    return execution;
  }

  private static int position(Pipeline pipeline, Placement placement) {
    if (placement.stage() == null) {
      return pipeline.stages.size() - 1;
    }
    var stage = pipeline.stage(placement.stage());
    if (stage == null) {
      throw new IllegalArgumentException(
          "Pipeline %s has no stage %s".formatted(pipeline.name, placement.stage()));
    }
    return pipeline.stages.indexOf(stage);
  }

  /** Records the current stage as one that has succeeded. */
  private StageRun pass(Execution execution, Instant at) {
    var run = engine.enterStage(execution, at);
    for (var action : run.stage.actions) {
      engine.record(run, action, at).end(Status.SUCCEEDED, Change.ENDED, null, "simulator", at);
    }
    run.status.record(at, Change.ENDED, Status.SUCCEEDED);
    return run;
  }

  private void end(Execution execution, Status status, Instant at) {
    if (status == Status.SUPERSEDED) {
      // It was superseded before it entered.
      Engine.finish(execution, status, Change.QUEUED, at);
      return;
    }
    var run = pass(execution, at);
    var change = status == Status.STOPPED ? Change.STOPPED : Change.ENDED;
    if (status == Status.FAILED) {
      run.actions.getLast().end(status, change, "The action failed.", "simulator", at);
    }
    run.status.record(at, change, status);
    Engine.finish(execution, status, change, at);
  }
}
