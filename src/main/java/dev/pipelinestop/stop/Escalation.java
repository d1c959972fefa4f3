package dev.pipelinestop.stop;

import dev.pipelinestop.api.InProgressAction;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Whether a wait is escalated to abandon without anybody asking, and when. Computed from what is
 * recorded, so that a restart neither hurries nor forgets it.
 */
sealed interface Escalation {

  /** At this instant, if the execution is not stopped by then. */
  record At(Instant instant) implements Escalation {}

  /**
   * Not by itself any more: an action started long after the stop, and none does so unless somebody
   * retried the execution. That run is not ours to abandon.
   */
  record Withheld() implements Escalation {}

  /** Only a person escalates, or there is nothing to escalate. */
  record Never() implements Escalation {}

  /** True if it has to happen now, on sight of an execution that is stopping. */
  default boolean isDue(Instant now) {
    return this instanceof At(Instant instant) && !now.isBefore(instant);
  }

  /** What is ahead of a request in this status. */
  static Escalation of(Round round, PipelineStopRequestStatus status) {
    Duration longest = round.request().spec().longestWait().orElse(null);
    Instant since = status.stoppingSince();
    if (longest == null || since == null || !isWaiting(round, status)) {
      return new Never();
    }
    Instant settled = since.plus(round.timing().settle());
    boolean retried =
        status.inProgressActions().stream()
            .map(InProgressAction::since)
            .filter(Objects::nonNull)
            .anyMatch(settled::isBefore);
    return retried ? new Withheld() : new At(since.plus(longest));
  }

  /** A wait that AWS accepted and shows, or does not show yet, and that nobody has escalated. */
  private static boolean isWaiting(Round round, PipelineStopRequestStatus status) {
    Attempts attempts = round.attempts(status);
    boolean lagging = attempts.lagUntil().filter(round.now()::isBefore).isPresent();
    return round.request().spec().wantedMode() == StopMode.WAIT
        && !attempts.inEffect(StopMode.ABANDON)
        && round.stageCheck(status).mayStop()
        && status.settledSince() == null
        && (lagging || ExecutionStatus.stopSeen(status.executionStatus()));
  }
}
