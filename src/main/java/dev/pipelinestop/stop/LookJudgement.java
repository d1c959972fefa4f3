package dev.pipelinestop.stop;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What follows from a look at AWS. A look shows what was when it began, so whatever has to be
 * waited for must have passed by then, and not only now.
 */
final class LookJudgement {
  private final Round round;
  private final Look look;
  private final Supplier<String> attemptIds;
  private final Target target;
  private final Instant now;

  LookJudgement(Round round, Target target, Look look, Supplier<String> attemptIds) {
    this.round = round;
    this.target = target;
    this.look = look;
    this.attemptIds = attemptIds;
    this.now = round.now();
  }

  Decision decide() {
    PipelineStopRequestStatus recorded = round.status();
    if (round.isElsewhere(look.account(), look.region())) {
      return round.elsewhere(look.account(), look.region());
    }
    return switch (look.execution()) {
      case ExecutionSighting.Found found -> found(recorded, found);
      case ExecutionSighting.ExecutionNotFound none ->
          notFound(recorded, Reason.ExecutionNotFound, Messages.executionNotFound(target, look));
      case ExecutionSighting.PipelineNotFound none ->
          notFound(
              recorded,
              Reason.PipelineNotFound,
              Messages.pipelineNotFound(target.pipelineName(), look.account(), look.region()));
    };
  }

  private Decision notFound(PipelineStopRequestStatus recorded, Reason reason, String message) {
    return round.notFound(
        Mirror.pinned(recorded, target, look),
        look.startedAt(),
        reason,
        message,
        until -> Messages.waitingForExecution(target, until));
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
          round.keepTrying(
              round.working(
                  status, Reason.UnrecognizedStatus, Messages.unrecognizedStatus(found.status())));
    };
  }

  private Decision inProgress(PipelineStopRequestStatus recorded, PipelineStopRequestStatus seen) {
    Attempts attempts = round.attempts(seen);
    if (!attempts.anyInEffect() && seen.settledSince() == null) {
      StageCheck check = round.stageCheck(seen);
      return check.mayStop()
          ? sendOr(seen, round.request().spec().wantedMode(), round::keepTrying)
          : check.refuse(target, look.startedAt());
    }
    if (attempts.lagUntil().filter(look.startedAt()::isBefore).isPresent()) {
      return lagging(recorded, seen);
    }
    Instant resumedSince = recorded.resumedSince();
    if (resumedSince != null && look.startedAt().isAfter(resumedSince)) {
      return round.finish(seen, Reason.ExecutionResumed, Messages.resumed(target));
    }
    if (tookEffect(recorded, seen)) {
      return round.waitForNextLook(
          round.working(
              resumedSince == null ? seen.with().resumedSince(now).build() : seen,
              Reason.ConfirmingResume,
              Messages.confirmingResume()));
    }
    // Accepted, and no effect was ever seen: perhaps it was missed and the execution retried. A
    // second stop could hit that run, so there is none.
    return round.waitForNextLook(
        round.working(seen, Reason.StopAccepted, Messages.withoutEffect(attempts.lastAccepted())));
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
      // Without conditions somebody else has written it, perhaps for a time to come.
      return round.waitForNextLook(
          recorded.conditions().isEmpty()
              ? round.working(
                  recorded, Reason.Settling, Messages.endContradicted(recorded.settledSince()))
              : recorded);
    }
    if (ExecutionStatus.stopSeen(recorded.executionStatus())) {
      // Old, or of a run that somebody has retried: nothing is escalated on the strength of it.
      return new StopInEffect(round)
          .await(recorded.with().stops(seen.stops()).stoppingSince(seen.stoppingSince()).build());
    }
    return escalateOr(seen, new StopInEffect(round)::await);
  }

  private Decision stopping(PipelineStopRequestStatus seen) {
    if (round.mustExpire(seen)) {
      // Somebody else's stop, first seen now: to escalate it would be a first stop of ours (I7).
      return round.expire(seen);
    }
    PipelineStopRequestStatus status =
        seen.stoppingSince() == null ? seen.with().stoppingSince(now).build() : seen;
    if (round.request().spec().onlyReports()) {
      return reported(status);
    }
    return Escalation.of(round, status).isDue(now)
        ? sendOr(status, StopMode.ABANDON, new StopInEffect(round)::await)
        : escalateOr(status, new StopInEffect(round)::await);
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
    if (round.request().spec().onlyReports()) {
      return reported(status);
    }
    if (!round.stageCheck(status).mayStop()) {
      return otherwise.apply(status);
    }
    return new NextAttempt(round, target, look, attemptIds)
        .decide(status, wanted)
        .orElseGet(() -> otherwise.apply(status));
  }

  /** The end of a dry run: this is where anything else would be sent or waited for. */
  private Decision reported(PipelineStopRequestStatus status) {
    if (round.mustExpire(status)) {
      return round.expire(status);
    }
    return round.finish(status, Reason.DryRun, new DryRunMessages(round, target, status).report());
  }

  private Decision ended(
      PipelineStopRequestStatus mirrored, Function<PipelineStopRequestStatus, Decision> finish) {
    boolean anythingAsked = !mirrored.stops().isEmpty() || round.attempts(mirrored).anyInEffect();
    Instant first = mirrored.settledSince() == null ? now : mirrored.settledSince();
    Instant base = anythingAsked ? first : firstLookAt();
    Instant settled = base.plus(round.timing().settle());
    if (isContradicted() && look.startedAt().isBefore(settled)) {
      // Before anything was asked for this may be an old end, of an execution that was retried.
      // It is not recorded as one: no stop would ever be sent after it.
      PipelineStopRequestStatus status =
          mirrored.with().resumedSince(null).settledSince(anythingAsked ? first : null).build();
      Instant next = Pace.nextLook(round.request().uid(), base, now);
      return round.waitUntil(
          round.working(status, Reason.Settling, Messages.settling(status, settled)),
          next.isAfter(settled) && now.isBefore(settled) ? settled : next);
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
}
