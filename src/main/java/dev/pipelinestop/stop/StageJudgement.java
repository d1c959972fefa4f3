package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestStatus;

/**
 * What follows from a look at a stage. The execution that is in it is fixed, and recorded before
 * anything else is asked of AWS; from then on the stage is never asked again. Where it does not
 * show clearly which one is meant, the request ends and says how to name it.
 */
record StageJudgement(Round round, StageTarget stage, StageLook look) {

  Decision decide() {
    if (round.isElsewhere(look.account(), look.region())) {
      return round.elsewhere(look.account(), look.region());
    }
    StageMessages messages = new StageMessages(stage);
    PipelineStopRequestStatus located =
        Mirror.located(round.status(), look.account(), look.region());
    return switch (look.occupancy()) {
      case StageOccupancy.PipelineNotFound none ->
          round.notFound(
              located,
              round.now(),
              Reason.PipelineNotFound,
              Messages.pipelineNotFound(stage.pipelineName(), look.account(), look.region()),
              messages::waitingForPipeline);
      case StageOccupancy.StageNotFound none ->
          round.finish(located, Reason.StageNotFound, messages.stageNotFound(none.stages()));
      case StageOccupancy.Shown shown -> shown(shown, located, messages);
    };
  }

  private Decision shown(
      StageOccupancy.Shown shown, PipelineStopRequestStatus located, StageMessages messages) {
    StageOccupancy.Occupant latest = shown.latest();
    if (latest != null && latest.mayBeInside()) {
      return pin(
          new Target(stage.pipelineName(), latest.pipelineExecutionId(), look.region()),
          located,
          messages);
    }
    if (!shown.inbound().isEmpty()) {
      return round.finish(
          located,
          Reason.StageNotResolvable,
          messages.waitsBefore(shown.inbound(), shown.disabled()));
    }
    ParallelMode parallel = look.parallel();
    if (parallel == null) {
      return new Decision(round.status(), new NextStep.ReadParallel(stage, look));
    }
    return parallel.used()
        ? round.finish(
            located, Reason.StageNotResolvable, messages.runsInParallel(parallel.running()))
        : round.finish(located, Reason.NothingRunning, messages.nothingRunning(latest));
  }

  private Decision pin(Target target, PipelineStopRequestStatus located, StageMessages messages) {
    PipelineStopRequestStatus pinned =
        located
            .with()
            .pipelineExecutionId(target.pipelineExecutionId())
            .stageResolvedAt(round.now())
            .notFoundSince(null)
            .build();
    return new Decision(
        round.working(pinned, Reason.ConfirmingStage, messages.resolved(target)),
        new NextStep.BeginLook(target));
  }
}
