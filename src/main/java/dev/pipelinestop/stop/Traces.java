package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StageStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopBuilder;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * The traces that a stop leaves at AWS. An attempt whose answer was lost is known to have been
 * accepted once AWS shows an effect that the look before it did not: the recorded status is what
 * that look showed, which is why it is written with the attempt.
 */
record Traces(PipelineStopRequestStatus recorded, Look look, ExecutionStatus seen) {

  /**
   * By so much the time of an attempt may be ahead of AWS's: five seconds are not corrected, and
   * AWS's time is known to a second and to the duration of an answer.
   */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(8);

  /** The recorded status, with an unsettled attempt of which a trace shows taken as accepted. */
  PipelineStopRequestStatus adopted(Timing timing, Instant now) {
    Attempts attempts = new Attempts(recorded, timing);
    Stop unsettled = attempts.unsettled().orElse(null);
    if (unsettled == null) {
      return landed(attempts, now);
    }
    if (!isTraceOf(unsettled, attempts)) {
      return recorded;
    }
    // However late the trace is found, AWS accepted the stop by then. What it shows later than is
    // usual after that time does not lag behind the stop.
    Instant landsAt = attempts.landsAt(unsettled);
    Instant acceptedAt = now.isBefore(landsAt) ? now : landsAt;
    StopBuilder accepted = unsettled.with().outcome(StopOutcome.ACCEPTED);
    if (unsettled.outcome() != null || acceptedAt.equals(landsAt)) {
      accepted.answeredAt(acceptedAt);
    }
    PipelineStopRequestStatus status = Attempts.replace(recorded, accepted.build());
    return status.stoppingSince() == null
        ? status.with().stoppingSince(acceptedAt).build()
        : status;
  }

  /**
   * The trace may have been somebody else's, and the attempt still be sent by the process that
   * recorded it: until it cannot be any more it has no answer, and nothing ends.
   */
  private PipelineStopRequestStatus landed(Attempts attempts, Instant now) {
    return recorded.stops().stream()
        .filter(stop -> stop.outcome() == StopOutcome.ACCEPTED && stop.answeredAt() == null)
        .filter(stop -> !now.isBefore(attempts.landsAt(stop)))
        .map(
            stop ->
                Attempts.replace(recorded, stop.with().answeredAt(attempts.landsAt(stop)).build()))
        .findFirst()
        .orElse(recorded);
  }

  private boolean isTraceOf(Stop stop, Attempts attempts) {
    return switch (stop.mode()) {
      case WAIT ->
          statusChanged() || newlyAbandoned(stop) || newStopTrigger() || newlyStoppingStage();
      // A wait in effect explains Stopping; then only abandoned actions tell of the abandon.
      case ABANDON ->
          newlyAbandoned(stop) || (statusChanged() && !attempts.inEffect(StopMode.WAIT));
    };
  }

  private boolean statusChanged() {
    return (seen == ExecutionStatus.STOPPING || seen == ExecutionStatus.STOPPED)
        && !ExecutionStatus.stopSeen(recorded.executionStatus());
  }

  private boolean newlyAbandoned(Stop stop) {
    if (look.actions() == null) {
      return false;
    }
    Stream<ActionSighting> abandoned = look.actions().stream().filter(ActionSighting::abandoned);
    Integer before = recorded.abandonedActionCount();
    return before == null
        ? abandoned.anyMatch(action -> !isFromBefore(stop, action))
        : abandoned.count() > before;
  }

  /** Of an earlier abandon of an execution that was retried since. */
  private static boolean isFromBefore(Stop stop, ActionSighting action) {
    return action.updatedAt() != null
        && action.updatedAt().isBefore(stop.attemptedAt().minus(CLOCKS_DIFFER));
  }

  private boolean newStopTrigger() {
    return look.stopTrigger() instanceof StopTrigger.Present present
        && !present.reason().equals(recorded.stopTriggerReason());
  }

  /** Stages of an execution that was stopped and retried earlier may still say so. */
  private boolean newlyStoppingStage() {
    return look.stages() != null
        && !recorded.stages().isEmpty()
        && recorded.stages().stream().map(StageStatus::status).noneMatch(Traces::isStopping)
        && look.stages().stream().map(StageSighting::status).anyMatch(Traces::isStopping);
  }

  private static boolean isStopping(String stageStatus) {
    return stageStatus.equals("Stopping") || stageStatus.equals("Stopped");
  }
}
