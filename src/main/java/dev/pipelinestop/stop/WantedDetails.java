package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which details a look needs: only what decides something, or what a person waits for, is asked of
 * AWS.
 */
record WantedDetails(Round round, ExecutionSighting.Found found, ExecutionStatus seen) {

  /** So soon after an abandon its effect is waited for without asking what is in progress. */
  private static final Duration ABANDON_TAKES = Duration.ofSeconds(15);

  Set<Look.Detail> get() {
    PipelineStopRequestStatus recorded = round.status();
    Attempts attempts = round.attempts(recorded);
    boolean unsettled = attempts.unsettled().isPresent();
    Set<Look.Detail> details = EnumSet.noneOf(Look.Detail.class);
    if (seen.terminal() || unsettled || !isBeingAbandoned(recorded)) {
      boolean beforeAbandon = isBeforeAbandon(attempts);
      if (!beforeAbandon || isStageToBeChecked() || isTimeUnknown() || !isFirst(recorded)) {
        details.add(Look.Detail.ACTIONS);
      }
      if (!"PARALLEL".equals(found.executionMode()) && !beforeAbandon) {
        // AWS does not show the executions of a PARALLEL pipeline in its stages.
        details.add(Look.Detail.STAGES);
      }
    }
    if (unsettled || (!attempts.anyInEffect() && stopTriggerTells(recorded))) {
      details.add(Look.Detail.STOP_TRIGGER);
    }
    return details;
  }

  /**
   * In front of an abandon every call costs time, and most of AWS's rate when there are many: the
   * abandoned actions that it leaves as its trace tell by their time that they are newer, and what
   * a wait needs to be told apart from an earlier stop is not needed. A dry run has time, and tells
   * all.
   */
  private boolean isBeforeAbandon(Attempts attempts) {
    return seen == ExecutionStatus.IN_PROGRESS
        && round.request().spec().wantedMode() == StopMode.ABANDON
        && !round.request().spec().onlyReports()
        && attempts.unsettled().isEmpty()
        && !attempts.anyInEffect();
  }

  /** Nothing was listed yet, of which an older list would be a wrong measure of what is new. */
  private static boolean isFirst(PipelineStopRequestStatus recorded) {
    return recorded.stops().isEmpty() && recorded.abandonedActionCount() == null;
  }

  /** One more answer tells the time of AWS, which a first stop has to know for its bound. */
  private boolean isTimeUnknown() {
    return !round.time().confirmed();
  }

  /** A stop for a stage rests on an action that is in progress there. */
  private boolean isStageToBeChecked() {
    return round.request().spec().stageName() != null;
  }

  private boolean stopTriggerTells(PipelineStopRequestStatus recorded) {
    return switch (seen) {
      case STOPPING, STOPPED -> recorded.stopTriggerReason() == null;
      case IN_PROGRESS -> round.request().spec().wantedMode() == StopMode.WAIT;
      case SUCCEEDED, FAILED, CANCELLED, SUPERSEDED, UNRECOGNIZED -> false;
    };
  }

  private boolean isBeingAbandoned(PipelineStopRequestStatus recorded) {
    return recorded
        .stop(StopMode.ABANDON)
        .filter(stop -> stop.outcome() == StopOutcome.ACCEPTED)
        .map(Stop::answeredAt)
        .filter(answered -> round.now().isBefore(answered.plus(ABANDON_TAKES)))
        .isPresent();
  }
}
