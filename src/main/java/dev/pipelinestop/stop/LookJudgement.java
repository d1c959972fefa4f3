package dev.pipelinestop.stop;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What follows from a look at AWS. */
final class LookJudgement {
  private final Round round;
  private final Look look;
  private final Supplier<String> attemptIds;
  private final Target target;
  private final Instant now;

  LookJudgement(Round round, Look look, Supplier<String> attemptIds) {
    this.round = round;
    this.look = look;
    this.attemptIds = attemptIds;
    this.target = round.request().target();
    this.now = round.now();
  }

  Decision decide() {
    PipelineStopRequestStatus recorded = round.status();
    if (isElsewhere(recorded)) {
      return keepTrying(
          round.working(recorded, Reason.OtherAccount, Messages.otherAccount(recorded, look)));
    }
    return switch (look.execution()) {
      case ExecutionSighting.Found found -> found(recorded, found);
      case ExecutionSighting.ExecutionNotFound none ->
          notFound(recorded, Reason.ExecutionNotFound, Messages.executionNotFound(target, look));
      case ExecutionSighting.PipelineNotFound none ->
          notFound(recorded, Reason.PipelineNotFound, Messages.pipelineNotFound(target, look));
    };
  }

  /** An execution of the same name elsewhere is another execution (invariant I1). */
  private boolean isElsewhere(PipelineStopRequestStatus recorded) {
    return (recorded.account() != null && !recorded.account().equals(look.account()))
        || (recorded.region() != null && !recorded.region().equals(look.region()));
  }

  private Decision notFound(PipelineStopRequestStatus recorded, Reason reason, String message) {
    Instant since = recorded.notFoundSince() == null ? now : recorded.notFoundSince();
    Instant until = since.plus(round.timing().notFoundGrace());
    PipelineStopRequestStatus status =
        Mirror.pinned(recorded, target, look).with().notFoundSince(since).build();
    Optional<Instant> inFlight = round.attempts(status).inFlightUntil(now);
    if (!now.isBefore(until) && inFlight.isEmpty()) {
      return round.finish(status, reason, message);
    }
    Instant next = Pace.nextLook(round.request().uid(), since, now);
    return round.waitUntil(
        round.working(
            status, Reason.WaitingForExecution, Messages.waitingForExecution(target, until)),
        next.isAfter(until) && now.isBefore(until) ? until : next);
  }

  private Decision found(PipelineStopRequestStatus recorded, ExecutionSighting.Found found) {
    ExecutionStatus seen = ExecutionStatus.of(found.status());
    Set<Look.Detail> missing = look.missing(new WantedDetails(round, found, seen).get());
    if (!missing.isEmpty()) {
      return new Decision(recorded, new NextStep.ReadDetails(target, look, missing));
    }
    PipelineStopRequestStatus adopted =
        new Traces(recorded, look, seen).adopted(round.timing(), now);
    PipelineStopRequestStatus status =
        Mirror.details(Mirror.execution(adopted, target, look, found), look);
    return switch (seen) {
      case IN_PROGRESS -> inProgress(recorded, status);
      case STOPPING -> stopping(status.with().resumedSince(null).build());
      case STOPPED -> ended(status, this::stopped);
      case SUCCEEDED -> ended(status, this::succeeded);
      case FAILED -> ended(status, end -> stoppedRunning(end, Reason.ExecutionFailed));
      case CANCELLED -> ended(status, end -> stoppedRunning(end, Reason.ExecutionCancelled));
      case SUPERSEDED -> ended(status, end -> stoppedRunning(end, Reason.ExecutionSuperseded));
      case UNRECOGNIZED ->
          keepTrying(
              round.working(
                  status, Reason.UnrecognizedStatus, Messages.unrecognizedStatus(found.status())));
    };
  }

  private Decision inProgress(PipelineStopRequestStatus recorded, PipelineStopRequestStatus seen) {
    Attempts attempts = round.attempts(seen);
    if (!attempts.anyInEffect() && seen.settledSince() == null) {
      return sendOr(seen, round.request().spec().wantedMode(), this::keepTrying);
    }
    if (attempts.lagUntil().filter(now::isBefore).isPresent()) {
      return lagging(recorded, seen);
    }
    Instant resumedSince = recorded.resumedSince();
    if (resumedSince != null && look.startedAt().isAfter(resumedSince)) {
      return round.finish(seen, Reason.ExecutionResumed, Messages.resumed(target));
    }
    if (tookEffect(recorded, seen)) {
      return waitForNextLook(
          round.working(
              resumedSince == null ? seen.with().resumedSince(now).build() : seen,
              Reason.ConfirmingResume,
              Messages.confirmingResume()));
    }
    // Accepted, and no effect was ever seen: perhaps it was missed and the execution retried. A
    // second stop could hit that run, so there is none.
    return waitForNextLook(
        round.working(
            seen,
            Reason.StopAccepted,
            Messages.acceptedWithoutEffect(attempts.waitingSince(round.request().createdAt()))));
  }

  /** A stop of this execution took effect before, so that being in progress means being retried. */
  private static boolean tookEffect(
      PipelineStopRequestStatus recorded, PipelineStopRequestStatus seen) {
    return recorded.resumedSince() != null
        || recorded.settledSince() != null
        || ExecutionStatus.stopSeen(recorded.executionStatus())
        || startedAfterAbandon(seen);
  }

  /** After an abandon nothing starts by itself. */
  private static boolean startedAfterAbandon(PipelineStopRequestStatus seen) {
    Instant abandonedAt =
        seen.stop(StopMode.ABANDON)
            .filter(stop -> stop.outcome() == StopOutcome.ACCEPTED)
            .map(Stop::answeredAt)
            .orElse(null);
    Integer abandoned = seen.abandonedActionCount();
    return abandonedAt != null
        && abandoned != null
        && abandoned > 0
        && seen.inProgressActions().stream()
            .anyMatch(action -> action.since() != null && action.since().isAfter(abandonedAt));
  }

  /** A status from before the stop says nothing, and takes nothing back that was seen already. */
  private Decision lagging(PipelineStopRequestStatus recorded, PipelineStopRequestStatus seen) {
    if (recorded.settledSince() != null) {
      return waitForNextLook(recorded);
    }
    if (ExecutionStatus.stopSeen(recorded.executionStatus())) {
      // Old, or of a run that somebody has retried: nothing is escalated on the strength of it.
      return waitForEffect(
          recorded.with().stops(seen.stops()).stoppingSince(seen.stoppingSince()).build());
    }
    return escalateOr(seen, this::waitForEffect);
  }

  private Decision stopping(PipelineStopRequestStatus seen) {
    PipelineStopRequestStatus status =
        seen.stoppingSince() == null ? seen.with().stoppingSince(now).build() : seen;
    return Escalation.of(round, status).isDue(now)
        ? sendOr(status, StopMode.ABANDON, this::waitForEffect)
        : escalateOr(status, this::waitForEffect);
  }

  /** A stop in effect is escalated if the user wants it abandoned and nobody has seen its end. */
  private Decision escalateOr(
      PipelineStopRequestStatus status, Function<PipelineStopRequestStatus, Decision> otherwise) {
    boolean escalate =
        round.request().spec().wantedMode() == StopMode.ABANDON
            && status.settledSince() == null
            && !round.attempts(status).inEffect(StopMode.ABANDON);
    return escalate ? sendOr(status, StopMode.ABANDON, otherwise) : otherwise.apply(status);
  }

  private Decision sendOr(
      PipelineStopRequestStatus status,
      StopMode wanted,
      Function<PipelineStopRequestStatus, Decision> otherwise) {
    return new NextAttempt(round, look, attemptIds)
        .decide(status, wanted)
        .orElseGet(() -> otherwise.apply(status));
  }

  private Decision waitForEffect(PipelineStopRequestStatus status) {
    if (!ExecutionStatus.stopSeen(status.executionStatus())) {
      return waitForNextLook(
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
      return waitForNextLook(round.working(status, Reason.Abandoning, Messages.abandoning(status)));
    }
    return waitForNextLook(
        status.inProgressActions().stream().anyMatch(Messages::isApproval)
            ? round.working(status, Reason.WaitingForApproval, Messages.waitingForApproval(status))
            : round.working(status, Reason.Stopping, Messages.stopping(status)));
  }

  private Decision ended(
      PipelineStopRequestStatus mirrored, Function<PipelineStopRequestStatus, Decision> finish) {
    boolean anythingAsked = !mirrored.stops().isEmpty() || round.attempts(mirrored).anyInEffect();
    Instant first = mirrored.settledSince() == null ? now : mirrored.settledSince();
    Instant base = anythingAsked ? first : firstLookAt();
    Instant settled = base.plus(round.timing().settle());
    if (isContradicted() && now.isBefore(settled)) {
      // Before anything was asked for this may be an old end, of an execution that was retried.
      // It is not recorded as one: no stop would ever be sent after it.
      PipelineStopRequestStatus status =
          mirrored.with().resumedSince(null).settledSince(anythingAsked ? first : null).build();
      Instant next = Pace.nextLook(round.request().uid(), base, now);
      return round.waitUntil(
          round.working(status, Reason.Settling, Messages.settling(status, settled)),
          next.isAfter(settled) ? settled : next);
    }
    PipelineStopRequestStatus status =
        mirrored.with().resumedSince(null).settledSince(first).build();
    // Another process may still send: a result said now could be followed by a stop (I6).
    return round
        .attempts(status)
        .inFlightUntil(now)
        .map(
            landing ->
                round.waitUntil(
                    round.working(status, Reason.Settling, Messages.landing(status, landing)),
                    landing))
        .orElseGet(() -> finish.apply(status));
  }

  /** An end that an action or a stage of this execution denies, perhaps an old one. */
  private boolean isContradicted() {
    List<ActionSighting> actions = look.actions() == null ? List.of() : look.actions();
    List<StageSighting> stages = look.stages() == null ? List.of() : look.stages();
    return actions.stream().anyMatch(ActionSighting::inProgress)
        || stages.stream().anyMatch(StageSighting::inProgress);
  }

  /** When the execution was first seen: Stopped is Unknown until then. */
  private Instant firstLookAt() {
    return round.status().executionStatus() == null
        ? now
        : round.status().condition("Stopped").map(Condition::lastTransitionTime).orElse(now);
  }

  private Decision stopped(PipelineStopRequestStatus status) {
    return round.attempts(status).anyInEffect()
        ? round.finish(status, Reason.Stopped, Messages.stopped(status))
        : round.finish(status, Reason.AlreadyStopped, Messages.alreadyStopped(status));
  }

  private Decision succeeded(PipelineStopRequestStatus status) {
    return round.finish(
        status,
        Reason.ExecutionSucceeded,
        Messages.succeeded(round.attempts(status).anyInEffect()));
  }

  private Decision stoppedRunning(PipelineStopRequestStatus status, Reason reason) {
    return round.finish(status, reason, Messages.ended(status));
  }

  /** For as long as a first stop may be sent; what it waits for is what was said last. */
  private Decision keepTrying(PipelineStopRequestStatus status) {
    return round.mustExpire(status) ? round.expire(status) : waitForNextLook(status);
  }

  private Decision waitForNextLook(PipelineStopRequestStatus status) {
    Instant base = round.attempts(status).waitingSince(round.request().createdAt());
    return round.waitUntil(status, Pace.nextLook(round.request().uid(), base, now));
  }
}
