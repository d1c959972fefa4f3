package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a stop may be sent now, on the strength of this look. Somebody has made sure that the
 * execution is not at its end and that no stop in the wanted mode is in effect.
 */
record NextAttempt(Round round, Target target, Look look, Supplier<String> attemptIds) {

  /**
   * Records an attempt in this mode and sends it, or says what keeps it; empty if it only has to
   * wait its turn.
   */
  Optional<Decision> decide(PipelineStopRequestStatus status, StopMode wanted) {
    Attempts attempts = round.attempts(status);
    Optional<Stop> unsettled = attempts.unsettled();
    if (unsettled.isPresent() && look.startedAt().isBefore(attempts.settledAt(unsettled.get()))) {
      return Optional.of(waitForTrace(status, unsettled.get()));
    }
    if (!attempts.anyInEffect() && !round.now().isBefore(round.notAfter())) {
      return Optional.of(round.expire(status));
    }
    Optional<Stop> before = status.stop(wanted);
    if (before.filter(stop -> !mayTryAgain(stop)).isPresent()) {
      return Optional.empty();
    }
    Instant sendUntil = sendUntil(attempts);
    if (!round.now().isBefore(sendUntil)) {
      return Optional.of(
          round.waitUntil(
              round.working(status, Reason.SlowAnswers, Messages.slowAnswers(round.timing())),
              Pace.nextLook(round.request().uid(), round.now(), round.now())));
    }
    Stop attempt =
        new Stop(
            wanted,
            before.map(Stop::recordedAt).orElse(round.now()),
            round.now(),
            before.map(Stop::attempts).orElse(0) + 1,
            attemptIds.get(),
            null,
            null,
            round.request().reason());
    PipelineStopRequestStatus landed = unsettled.map(stop -> landed(status, stop)).orElse(status);
    return Optional.of(
        new Decision(
            round.working(
                Attempts.replace(landed, attempt),
                Reason.StopRecorded,
                Messages.stopRecorded(wanted, target)),
            new NextStep.SendStop(
                target.in(look.region()),
                wanted,
                attempt.attemptId(),
                attempt.reason(),
                sendUntil,
                round.timing().freshness())));
  }

  /** A look is stale after a while, and a first stop has its bound. */
  private Instant sendUntil(Attempts attempts) {
    Instant stale = look.startedAt().plus(round.timing().freshness());
    boolean first = !attempts.anyInEffect();
    return first && round.notAfter().isBefore(stale) ? round.notAfter() : stale;
  }

  private boolean mayTryAgain(Stop before) {
    Instant answeredAt = before.answeredAt() == null ? before.attemptedAt() : before.answeredAt();
    boolean stoppableAgain =
        before.outcome() == StopOutcome.NOT_STOPPABLE
            && look.actions() != null
            && look.actions().stream()
                .filter(ActionSighting::inProgress)
                .map(ActionSighting::startedAt)
                .anyMatch(started -> started != null && started.isAfter(answeredAt));
    return stoppableAgain
        || !round
            .now()
            .isBefore(Pace.nextAttempt(round.request().uid(), before.attempts(), answeredAt));
  }

  private Decision waitForTrace(PipelineStopRequestStatus status, Stop unsettled) {
    Instant settledAt = round.attempts(status).settledAt(unsettled);
    Instant next = Pace.nextLook(round.request().uid(), unsettled.attemptedAt(), round.now());
    return round.waitUntil(
        round.working(
            landed(status, unsettled),
            Reason.OutcomeUnknown,
            Messages.outcomeUnknown(unsettled, settledAt)),
        next.isAfter(settledAt) && round.now().isBefore(settledAt) ? settledAt : next);
  }

  /** An attempt that can no longer be under way and has no outcome will not get one by itself. */
  private PipelineStopRequestStatus landed(PipelineStopRequestStatus status, Stop unsettled) {
    Instant landing = unsettled.attemptedAt().plus(round.timing().flight());
    if (unsettled.outcome() != null || round.now().isBefore(landing)) {
      return status;
    }
    return Attempts.replace(
        status, unsettled.with().outcome(StopOutcome.UNKNOWN).answeredAt(round.now()).build());
  }
}
