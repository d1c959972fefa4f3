package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import java.time.Instant;
import java.util.Objects;

/**
 * Before the first stop of an execution that was found in a stage, an action of it must be in
 * progress in that very stage: what AWS says of a stage lags, and by now another execution may be
 * in it. Once a stop is recorded that was made sure, and the execution is stopped wherever it is.
 *
 * @param status with the actions of the look that a stop would rest on
 */
record StageCheck(Round round, PipelineStopRequestStatus status) {

  /** True if a stop may be sent, as far as the stage matters. */
  boolean mayStop() {
    String stage = round.request().spec().stageName();
    return stage == null
        || !status.stops().isEmpty()
        || (!isParallel()
            && status.inProgressActions().stream().anyMatch(a -> a.stage().equals(stage)));
  }

  /** Reads again for as long as what AWS shows may lag, and then ends the request. */
  Decision refuse(Target target, Instant lookedAt) {
    StageMessages messages = messages(target);
    if (isParallel()) {
      return round.finish(status, Reason.StageNotResolvable, messages.isParallel(target));
    }
    Instant resolvedAt = Objects.requireNonNullElse(status.stageResolvedAt(), round.now());
    Instant until = resolvedAt.plus(round.timing().settle());
    if (!lookedAt.isBefore(until)) {
      return round.finish(
          status, Reason.StageNotResolvable, messages.notThere(target, status, until));
    }
    Instant next = Pace.nextLook(round.request().uid(), resolvedAt, round.now());
    return round.waitUntil(
        round.working(status, Reason.ConfirmingStage, messages.confirming(target, until)),
        next.isAfter(until) && round.now().isBefore(until) ? until : next);
  }

  private StageMessages messages(Target target) {
    String stage = Objects.requireNonNullElse(round.request().spec().stageName(), "");
    return new StageMessages(new StageTarget(target.pipelineName(), stage, target.region()));
  }

  private boolean isParallel() {
    return "PARALLEL".equals(status.executionMode());
  }
}
