package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.stop.Decision;
import dev.pipelinestop.stop.NextStep;
import dev.pipelinestop.stop.Observation;
import dev.pipelinestop.stop.Request;
import dev.pipelinestop.stop.StopAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what one round decides, and knows the request as it is written.
 *
 * <p>In a rush an accepted abandon is not written at once but with what a look shows some seconds
 * later: that is one write less for each of a thousand requests, and the stops that are still to be
 * sent need the API server more. What is held so is known to this round and kept in the memory of
 * the request. A process that dies with it leaves an attempt without an outcome, as one does that
 * dies between answer and write; the actions that it abandoned tell the next one.
 */
final class Recorder {
  private static final Logger log = LoggerFactory.getLogger(Recorder.class);

  /** After so many lost races in one round somebody writes all the time: let them, for a while. */
  private static final int MOST_CONFLICTS = 5;

  /** After five seconds AWS shows what has become of an abandon (observed). */
  private static final Duration HELD = Duration.ofMillis(5200);

  /** While others are stopped, its look comes later: by then at the latest. */
  private static final Duration LATEST_LOOK = Duration.ofSeconds(10);

  /** An answer that is older is written, whatever keeps its look from being taken. */
  private static final Duration LONGEST_HELD = Duration.ofSeconds(20);

  private final RequestStore store;
  private final RoundRunner.ChangeListener changes;
  private final RequestMemory memory;
  private final InstantSource clock;
  private final BooleanSupplier rush;
  private final Instant createdAt;
  private PipelineStopRequest request;
  private PipelineStopRequestStatus known;
  private boolean mayHold = true;
  private int conflicts;

  /** What became of a decision. */
  enum Recorded {
    /** It is written, or is known and need not be written yet. */
    RECORDED,
    /** It rests on what is not so any more: decide again. */
    START_OVER,
    LATER,
    REFUSED,
    GONE
  }

  Recorder(
      RequestStore store,
      RoundRunner.ChangeListener changes,
      RequestMemory memory,
      InstantSource clock,
      BooleanSupplier rush,
      PipelineStopRequest start) {
    this.store = store;
    this.changes = changes;
    this.memory = memory;
    this.clock = clock;
    this.rush = rush;
    this.request = start;
    this.known = statusOf(start);
    this.createdAt = Instant.parse(start.getMetadata().getCreationTimestamp());
    memory.saw(start);
  }

  /** As the API server has it. */
  PipelineStopRequest request() {
    return request;
  }

  /** As it is to be decided on: with an answer that is held. */
  Request known() {
    var metadata = request.getMetadata();
    return new Request(
        metadata.getNamespace(),
        metadata.getName(),
        metadata.getUid(),
        createdAt,
        metadata.getGeneration(),
        request.getSpec(),
        known);
  }

  /** Until when a request whose answer is held waits for its look, and others go first. */
  Optional<Instant> heldUntil() {
    return Optional.ofNullable(memory.unrecorded()).map(Recorder::lookInRush);
  }

  /** From now on what is decided is written at once. */
  void holdNothing() {
    mayHold = false;
  }

  /**
   * Writes what was decided after this was observed, or holds it.
   *
   * @throws StoreUnavailableException if the API server does not say what the request is now
   */
  Recorded record(Decision decision, Observation observation) throws StoreUnavailableException {
    if (decision.status().equals(statusOf(request))) {
      memory.remember(null);
      return Recorded.RECORDED;
    }
    if (isHeld(decision, observation)) {
      known = decision.status();
      return Recorded.RECORDED;
    }
    return write(decision);
  }

  private boolean isHeld(Decision decision, Observation observation) {
    Observation.StopAnswered answer = memory.unrecorded();
    Instant now = clock.instant();
    if (!mayHold || answer == null || !isToBeHeld(answer, now)) {
      return false;
    }
    boolean answered = observation instanceof Observation.StopAnswered;
    if (!answered && !decision.status().equals(known)) {
      return false;
    }
    return switch (decision.next()) {
      case NextStep.BeginLook look -> true;
      case NextStep.ReadDetails details -> true;
      case NextStep.WaitUntil wait ->
          (answered && !wait.instant().isAfter(now))
              || (rush.getAsBoolean() && now.isBefore(lookInRush(answer)));
      default -> false;
    };
  }

  /** No other answer waits; nor does one of a time that the clock has gone back behind. */
  private static boolean isToBeHeld(Observation.StopAnswered answer, Instant now) {
    return answer.mode() == StopMode.ABANDON
        && answer.answer() instanceof StopAnswer.Accepted
        && !now.isBefore(answer.answeredAt())
        && now.isBefore(answer.answeredAt().plus(LONGEST_HELD));
  }

  /** Whether an answer that is held may wait for its look for longer, as others go first. */
  static boolean mayLookLate(Observation.StopAnswered answer, Instant now) {
    return isToBeHeld(answer, now) && now.isBefore(answer.answeredAt().plus(LATEST_LOOK));
  }

  private static Instant lookInRush(Observation.StopAnswered answer) {
    return answer.answeredAt().plus(HELD);
  }

  private Recorded write(Decision decision) throws StoreUnavailableException {
    PipelineStopRequestStatus before = statusOf(request);
    RequestStore.Written written;
    try {
      written = store.writeStatus(with(decision.status()));
    } catch (StoreUnavailableException e) {
      log.warn("The status was not written: {}", e.getMessage());
      notSent(decision);
      return Recorded.LATER;
    }
    return switch (written) {
      case RequestStore.Written.Done done -> {
        is(done.request());
        memory.remember(null);
        changes.changed(before, request);
        yield Recorded.RECORDED;
      }
      case RequestStore.Written.Conflict conflict -> {
        notSent(decision);
        yield startOver();
      }
      case RequestStore.Written.Gone gone -> Recorded.GONE;
      case RequestStore.Written.Refused refused -> {
        log.error("The API server refuses the status: {}", refused.message());
        // What the look brought may be what is refused: the answer must not wait for that.
        holdNothing();
        // Perhaps it rests on a state that somebody else has moved on from.
        yield conflicts == 0 ? startOver() : Recorded.REFUSED;
      }
    };
  }

  /**
   * An attempt was not written, as far as is known. It may have been all the same, also where the
   * answer is a conflict: with a write of this very client, which repeats one that got no answer.
   * This process knows that it never sent it, and never will, which is an answer too.
   */
  private void notSent(Decision decision) {
    if (decision.next() instanceof NextStep.SendStop step) {
      memory.remember(
          new Observation.StopAnswered(
              step.mode(), step.attemptId(), new StopAnswer.NotSent(), clock.instant()));
    }
  }

  private Recorded startOver() throws StoreUnavailableException {
    conflicts++;
    if (conflicts > MOST_CONFLICTS) {
      return Recorded.LATER;
    }
    Optional<PipelineStopRequest> now =
        store
            .read(request.getMetadata().getNamespace(), request.getMetadata().getName())
            .filter(memory::isOf);
    now.ifPresent(this::is);
    return now.isPresent() ? Recorded.START_OVER : Recorded.GONE;
  }

  private void is(PipelineStopRequest now) {
    request = now;
    known = statusOf(now);
    memory.saw(now);
  }

  private PipelineStopRequest with(PipelineStopRequestStatus status) {
    PipelineStopRequest changed = new PipelineStopRequest();
    changed.setMetadata(request.getMetadata());
    changed.setSpec(request.getSpec());
    changed.setStatus(status);
    return changed;
  }

  private static PipelineStopRequestStatus statusOf(PipelineStopRequest request) {
    PipelineStopRequestStatus status = request.getStatus();
    return status == null ? PipelineStopRequestStatus.empty() : status;
  }
}
