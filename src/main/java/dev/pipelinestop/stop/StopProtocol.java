package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopBuilder;
import dev.pipelinestop.api.StopOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The protocol of a stop: given the request as it is recorded, what was just observed and the time,
 * what to record and what to do next. Its promises are the invariants of the design; the tests name
 * them.
 *
 * <p>It is used in rounds. A round begins with {@link Observation.Nothing}; each decision's status
 * is written, then its step executed, and what that showed is observed next, until the step is to
 * wait.
 */
public final class StopProtocol implements Protocol {
  private final Timing timing;
  private final Supplier<String> attemptIds;

  /**
   * A protocol with these periods.
   *
   * @param attemptIds makes the identities of attempts; must never give the same one twice, in no
   *     process
   */
  public StopProtocol(Timing timing, Supplier<String> attemptIds) {
    this.timing = timing;
    this.attemptIds = attemptIds;
  }

  /** Decides. Never throws for what AWS or a user may have written. */
  @Override
  public Decision decide(Request request, Observation observation, Now time) {
    // Milliseconds are what survives being written: what is decided must equal what is read back.
    Now now =
        new Now(time.instant().truncatedTo(ChronoUnit.MILLIS), time.correction(), time.confirmed());
    PipelineStopRequestStatus status = request.status();
    if (status.finishedAt() != null || hasResult(status)) {
      return finished(request, now.instant());
    }
    Round round = new Round(request, timing, now);
    return switch (observation) {
      case Observation.StopAnswered answered -> answered(round, answered);
      case Observation.Nothing nothing -> begin(round);
      case Observation.LookFailed failed -> failed(round, failed);
      case Observation.StageLooked looked -> judged(round, looked.look());
      case Observation.Looked looked -> judged(round, looked.look());
    };
  }

  /**
   * A result is one even where somebody wrote it without saying when: the API server lets nobody
   * take it back, so nothing else could be written any more.
   */
  private static boolean hasResult(PipelineStopRequestStatus status) {
    return status
        .condition("Succeeded")
        .filter(succeeded -> !succeeded.status().equals("Unknown"))
        .isPresent();
  }

  /**
   * Only the generation is acknowledged: without that, an edit of a finished request would look
   * like work in progress to everything that follows kstatus, and {@code kubectl wait
   * --for=condition}, which goes by the generation of the condition, would never return.
   */
  private static Decision finished(Request request, Instant now) {
    PipelineStopRequestStatus status = request.status();
    return new Decision(
        status
            .with()
            .observedGeneration(request.generation())
            .conditions(Conditions.acknowledged(status.conditions(), request.generation()))
            .finishedAt(Objects.requireNonNullElse(status.finishedAt(), now))
            .build(),
        new NextStep.Finished());
  }

  private static Decision begin(Round round) {
    var unknown = round.request().spec().unknownFields().keySet();
    if (!unknown.isEmpty()) {
      return new Decision(
          round.working(
              round.status(),
              Reason.UnsupportedField,
              Messages.unsupportedFields(List.copyOf(new TreeSet<>(unknown)))),
          new NextStep.Idle());
    }
    // Nobody takes an end back: on a clock that nobody has compared yet, AWS is asked first.
    if (round.time().confirmed() && round.mustExpire(round.status())) {
      return round.expire(round.status());
    }
    return switch (round.request().subject()) {
      case Target target -> new Decision(round.status(), new NextStep.BeginLook(target));
      case StageTarget stage -> new Decision(round.status(), new NextStep.ResolveStage(stage));
      case Subject.Unnamed none ->
          new Decision(
              round.working(round.status(), Reason.UnsupportedField, Messages.unnamed()),
              new NextStep.Idle());
    };
  }

  /** Once an execution is fixed, what is in the stage does not matter any more. */
  private static Decision judged(Round round, StageLook look) {
    return round.request().subject() instanceof StageTarget stage
        ? new StageJudgement(round, stage, look).decide()
        : begin(round);
  }

  private Decision judged(Round round, Look look) {
    return round.request().subject() instanceof Target target
        ? new LookJudgement(round, target, look, attemptIds).decide()
        : begin(round);
  }

  private static Decision failed(Round round, Observation.LookFailed failed) {
    PipelineStopRequestStatus status = round.status();
    AwsFailure failure = failed.failure();
    if (failed.inARow() >= FAILURES_UNTIL_SAID || needsPerson(failure.meaning())) {
      status = round.working(status, Reason.of(failure.meaning()), Messages.failure(failure));
    }
    // AWS may have told the time nevertheless, and the next look confirms it.
    boolean timeCounts = round.time().confirmed() || failed.inARow() >= FAILURES_UNTIL_SAID;
    if (timeCounts && round.mustExpire(status)) {
      return round.expire(status);
    }
    return round.waitUntil(
        status,
        Pace.nextTry(round.request().uid(), failure.meaning(), failed.inARow(), round.now()));
  }

  /** A passing fault is not worth two writes, one to say it and one to take it back. */
  private static final int FAILURES_UNTIL_SAID = 3;

  private static boolean needsPerson(AwsFailure.Meaning meaning) {
    return switch (meaning) {
      case ACCESS_DENIED, CREDENTIALS, INVALID -> true;
      case THROTTLED, BUSY, UNREACHABLE, NO_ANSWER, NONSENSE -> false;
    };
  }

  /**
   * Merges the outcome into the attempt that it belongs to. The status may have been written by
   * somebody else in between: another attempt, or an effect already seen, is left as it is.
   */
  private static Decision answered(Round round, Observation.StopAnswered answered) {
    PipelineStopRequestStatus status = round.status();
    Stop stop =
        status
            .stop(answered.mode())
            .filter(recorded -> recorded.attemptId().equals(answered.attemptId()))
            .filter(recorded -> recorded.outcome() != StopOutcome.ACCEPTED)
            .orElse(null);
    if (stop == null) {
      return begin(round);
    }
    String uid = round.request().uid();
    Instant at = earlier(answered.answeredAt().truncatedTo(ChronoUnit.MILLIS), round.now());
    StopBuilder outcome = stop.with().answeredAt(at);
    return switch (answered.answer()) {
      case StopAnswer.Accepted yes -> {
        Stop accepted = outcome.outcome(StopOutcome.ACCEPTED).build();
        PipelineStopRequestStatus merged = Attempts.replace(status, accepted);
        merged = merged.stoppingSince() == null ? merged.with().stoppingSince(at).build() : merged;
        yield round.waitUntil(
            round.working(merged, Reason.StopAccepted, Messages.stopAccepted(accepted)),
            Pace.nextLook(uid, at, at));
      }
      case StopAnswer.AlreadyStopping already ->
          round.waitUntil(
              round.working(
                  Attempts.replace(status, outcome.outcome(StopOutcome.ALREADY_STOPPING).build()),
                  Reason.StopAccepted,
                  Messages.alreadyStopping()),
              Pace.nextLook(uid, at, at));
      case StopAnswer.NotStoppable not -> {
        PipelineStopRequestStatus merged =
            Attempts.replace(status, outcome.outcome(StopOutcome.NOT_STOPPABLE).build());
        yield round.waitUntil(
            round.working(
                merged,
                Reason.NotStoppableYet,
                Messages.notStoppableYet(round.notAfter(), round.attempts(merged).anyInEffect())),
            Pace.nextLook(uid, at, at));
      }
      case StopAnswer.NotSent not ->
          round.waitUntil(
              round.working(
                  Attempts.replace(status, outcome.outcome(StopOutcome.REFUSED).build()),
                  Reason.StopRecorded,
                  Messages.notSent()),
              Pace.nextAttempt(uid, stop.attempts(), at));
      case StopAnswer.Refused refused ->
          round.waitUntil(
              round.working(
                  Attempts.replace(status, outcome.outcome(StopOutcome.REFUSED).build()),
                  Reason.of(refused.failure().meaning()),
                  Messages.failure(refused.failure())),
              later(
                  Pace.nextTry(uid, refused.failure().meaning(), stop.attempts(), at),
                  Pace.nextAttempt(uid, stop.attempts(), at)));
      case StopAnswer.Lost lost ->
          round.waitUntil(
              round.working(
                  Attempts.replace(status, outcome.outcome(StopOutcome.UNKNOWN).build()),
                  Reason.OutcomeUnknown,
                  Messages.outcomeUnknown(stop, round.attempts(status).settledAt(stop))),
              Pace.nextLook(uid, at, at));
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
