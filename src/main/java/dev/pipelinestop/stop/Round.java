package dev.pipelinestop.stop;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One decision about one request: what it starts from, and the ways in which it can end.
 *
 * @param time the time of the decision, in milliseconds
 */
record Round(Request request, Timing timing, Now time) {

  Instant now() {
    return time.instant();
  }

  /** The status as it is recorded. */
  PipelineStopRequestStatus status() {
    return request.status();
  }

  Attempts attempts(PipelineStopRequestStatus status) {
    return new Attempts(status, timing);
  }

  /** After this instant no first stop is sent. */
  Instant notAfter() {
    Instant wanted = request.spec().notAfter();
    return wanted == null ? request.createdAt().plus(timing.defaultNotAfter()) : wanted;
  }

  /** True if it is too late for a first stop, none is in effect, and of none is it unknown. */
  boolean mustExpire(PipelineStopRequestStatus status) {
    return !now().isBefore(notAfter()) && canExpire(status);
  }

  private boolean canExpire(PipelineStopRequestStatus status) {
    Attempts attempts = attempts(status);
    return !attempts.anyInEffect()
        && attempts.unsettled().isEmpty()
        && status.settledSince() == null;
  }

  /** The status of a request that has work left, with its conditions. */
  PipelineStopRequestStatus working(
      PipelineStopRequestStatus status, Reason reason, String message) {
    boolean ahead =
        reason.result() == Reason.Result.WORKING && status.stop(StopMode.ABANDON).isEmpty();
    Escalation escalation = ahead ? Escalation.of(this, status) : new Escalation.Never();
    return status
        .with()
        .observedGeneration(request.generation())
        .abandonAt(escalation instanceof Escalation.At(Instant instant) ? instant : null)
        .conditions(
            Conditions.of(
                status(),
                request.generation(),
                status.executionStatus(),
                reason,
                message + Messages.escalation(escalation),
                now()))
        .build();
  }

  /** Records this status and waits, no longer than until the next deadline of the request. */
  Decision waitUntil(PipelineStopRequestStatus status, Instant instant) {
    Instant until =
        Stream.concat(Stream.of(instant), deadlines(status).filter(now()::isBefore))
            .min(Comparator.naturalOrder())
            .orElse(instant);
    return new Decision(acknowledged(status), new NextStep.WaitUntil(until));
  }

  private Stream<Instant> deadlines(PipelineStopRequestStatus status) {
    return Stream.concat(
        canExpire(status) ? Stream.of(notAfter()) : Stream.empty(),
        Escalation.of(this, status) instanceof Escalation.At(Instant instant)
            ? Stream.of(instant)
            : Stream.empty());
  }

  /**
   * The spec was taken into account, whatever came of it. A status without conditions stays as it
   * is: with the generation alone it would count as done (kstatus).
   */
  private PipelineStopRequestStatus acknowledged(PipelineStopRequestStatus status) {
    return status.conditions().isEmpty()
        ? status
        : status
            .with()
            .observedGeneration(request.generation())
            .conditions(Conditions.acknowledged(status.conditions(), request.generation()))
            .build();
  }

  /** Records the result. From here on nothing is ever done for this request again. */
  Decision finish(PipelineStopRequestStatus status, Reason reason, String message) {
    boolean sendsNothing = request.spec().onlyReports() && reason != Reason.DryRun;
    String said = sendsNothing ? DryRunMessages.nothing(message) : message;
    return new Decision(
        working(status, reason, said).with().finishedAt(now()).build(), new NextStep.Finished());
  }

  /**
   * AWS does not find what it is asked for: that is given time to appear, and is then the result.
   *
   * @param waiting what is said meanwhile, given until when
   */
  Decision notFound(
      PipelineStopRequestStatus located,
      Instant lookedAt,
      Reason reason,
      String message,
      Function<Instant, String> waiting) {
    Instant since = located.notFoundSince() == null ? now() : located.notFoundSince();
    Instant until = since.plus(timing.notFoundGrace());
    PipelineStopRequestStatus status = located.with().notFoundSince(since).build();
    if (!lookedAt.isBefore(until) && attempts(status).inFlightUntil(now()).isEmpty()) {
      return finish(status, reason, message);
    }
    Instant next = Pace.nextLook(request.uid(), since, now());
    return waitUntil(
        working(status, Reason.WaitingForExecution, waiting.apply(until)),
        next.isAfter(until) && now().isBefore(until) ? until : next);
  }

  /** What has this name in another account or region is something else (invariant I1). */
  boolean isElsewhere(String account, String region) {
    PipelineStopRequestStatus pinned = status();
    return (pinned.account() != null && !pinned.account().equals(account))
        || (pinned.region() != null && !pinned.region().equals(region));
  }

  /** Nothing is done for a request that is fixed to another account or region than this. */
  Decision elsewhere(String account, String region) {
    return keepTrying(
        working(status(), Reason.OtherAccount, Messages.otherAccount(status(), account, region)));
  }

  /** For as long as a first stop may be sent; what it waits for is what was said last. */
  Decision keepTrying(PipelineStopRequestStatus status) {
    if (mustExpire(status)) {
      return expire(status);
    }
    // Nothing was said where somebody else has written the stop that its turn is waited for.
    return waitForNextLook(
        status.conditions().isEmpty()
            ? working(status, Reason.StopRecorded, Messages.waitingForTurn(notAfter()))
            : status);
  }

  Decision waitForNextLook(PipelineStopRequestStatus status) {
    Instant base = attempts(status).waitingSince(request.createdAt());
    return waitUntil(status, Pace.nextLook(request.uid(), base, now()));
  }

  StageCheck stageCheck(PipelineStopRequestStatus status) {
    return new StageCheck(this, status);
  }

  /** The request expires, and says what kept it. */
  Decision expire(PipelineStopRequestStatus status) {
    String last = status.condition("Succeeded").map(Condition::message).orElse("");
    return finish(status, Reason.Expired, Messages.expired(notAfter(), time, last));
  }
}
