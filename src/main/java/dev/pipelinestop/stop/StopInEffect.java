package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;

/** An execution that is being stopped, and of which nothing is left to do but to wait. */
record StopInEffect(Round round) {

  /** Waits for the next look, and says what the execution takes to its end. */
  Decision await(PipelineStopRequestStatus status) {
    if (!ExecutionStatus.stopSeen(status.executionStatus())) {
      return round.waitForNextLook(
          round.working(
              status,
              Reason.StopAccepted,
              round
                  .attempts(status)
                  .lastAccepted()
                  .map(Messages::stopAccepted)
                  .orElseGet(Messages::alreadyStopping)));
    }
    if (round.attempts(status).inEffect(StopMode.ABANDON)) {
      return round.waitForNextLook(
          round.working(status, Reason.Abandoning, Messages.abandoning(status)));
    }
    String next = abandonAhead(status);
    return round.waitForNextLook(
        status.inProgressActions().stream().anyMatch(Messages::isApproval)
            ? round.working(
                status, Reason.WaitingForApproval, Messages.waitingForApproval(status) + next)
            : round.working(status, Reason.Stopping, Messages.stopping(status) + next));
  }

  /** What is said of an abandon while there is none in effect. */
  private String abandonAhead(PipelineStopRequestStatus status) {
    if (status.inProgressActions().isEmpty()) {
      return "";
    }
    if (round.request().spec().wantedMode() == StopMode.WAIT) {
      return Messages.mayBeAbandoned();
    }
    if (status.stop(StopMode.ABANDON).isPresent()) {
      return Messages.abandonedAgain();
    }
    return round.stageCheck(status).mayStop() ? "" : Messages.notAbandonedElsewhere();
  }
}
