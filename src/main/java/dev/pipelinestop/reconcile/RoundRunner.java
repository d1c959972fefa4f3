package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import dev.pipelinestop.codepipeline.AwsClock;
import dev.pipelinestop.stop.Observation;
import dev.pipelinestop.stop.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs rounds of the protocol: writes what is decided, does nothing of a step whose status was not
 * written, executes the step, and feeds what it showed back. One round at a time for a request; any
 * number of requests at once.
 */
public final class RoundRunner {
  private static final Logger log = LoggerFactory.getLogger(RoundRunner.class);

  private static final Duration REFUSED_PAUSE = Duration.ofMinutes(5);
  private static final int WRITERS = 8;

  /**
   * For a request that the API server does not find. Nearly always it is deleted, and the SDK hands
   * it over no more. But the definition may not be served for a moment, and nothing would tell when
   * it is again.
   */
  static final Duration ABSENT_PAUSE = Duration.ofMinutes(1);

  /** What {@code status.observedGeneration} is until an operator writes a status. */
  private static final Long UNSEEN = -1L;

  private final RequestStore store;
  private final AwsSteps aws;
  private final Protocol protocol;
  private final AwsClock clock;
  private final ChangeListener changes;
  private final BooleanSupplier rush;
  private final Memories memories = new Memories();
  private final RunningRounds running;

  /** Is told of every status that was written. */
  @FunctionalInterface
  public interface ChangeListener {
    /** Called after the write, on the thread of the round: it must not block. */
    void changed(PipelineStopRequestStatus before, PipelineStopRequest after);
  }

  /**
   * A runner over these.
   *
   * @param rush true while there are so many stops to send that what can wait should wait
   */
  public RoundRunner(
      RequestStore store,
      AwsSteps aws,
      Protocol protocol,
      AwsClock clock,
      ChangeListener changes,
      BooleanSupplier rush) {
    this.store = store;
    this.aws = aws;
    this.protocol = protocol;
    this.clock = clock;
    this.changes = changes;
    this.rush = rush;
    this.running = new RunningRounds(clock::nanos);
  }

  /** How many rounds run now. */
  public int running() {
    return running.count();
  }

  /**
   * For how long the round has been at its step that has been for longest. Every step is bounded,
   * whatever AWS and the API server do: see {@link RequestRound}.
   */
  public Duration longestStep() {
    return running.longestStep();
  }

  /**
   * When the next round of this request is due, judged without asking anybody.
   *
   * @return an instant that is not after now if it is due; empty if never, until the request
   *     changes
   */
  public Optional<Instant> due(PipelineStopRequest cached) {
    Instant now = clock.instant();
    RequestMemory memory = memories.of(cached, now);
    PipelineStopRequest newest = memory.newest(cached);
    if (isFinished(newest)) {
      // Perhaps by another process. A cache that falls back must not make it seem unfinished.
      memory.saw(newest);
      memory.done();
    }
    Instant waiting = memory.waiting(newest.getMetadata().getGeneration(), now);
    if (isAtItsEnd(memory, newest)) {
      return TimeToLive.deletionOf(newest)
          .map(at -> waiting != null && waiting.isAfter(at) ? waiting : at);
    }
    return Optional.of(waiting == null ? now : waiting);
  }

  /** Whether a stop in the mode that is wanted has yet to be sent, or sent again. */
  public boolean isStopToSend(PipelineStopRequest cached) {
    PipelineStopRequest newest = memories.of(cached, clock.instant()).newest(cached);
    PipelineStopRequestSpec spec = newest.getSpec();
    PipelineStopRequestStatus status = newest.getStatus();
    if (spec.onlyReports() || isFinished(newest)) {
      return false;
    }
    return status == null
        || status
            .stop(spec.wantedMode())
            .map(stop -> isToBeSentAgain(stop.outcome()))
            // Somebody else's stop is as good as a wait.
            .orElse(spec.wantedMode() == StopMode.ABANDON || status.stoppingSince() == null);
  }

  /**
   * Whether the next round of this request may let stops of others go first: AWS accepted its
   * abandon some seconds ago, and all that is left is to see what has become of it.
   */
  boolean mayBePutOff(PipelineStopRequest cached) {
    Instant now = clock.instant();
    Observation.StopAnswered answer = memories.of(cached, now).unrecorded();
    return answer != null && Recorder.mayLookLate(answer, now);
  }

  private static boolean isToBeSentAgain(@Nullable StopOutcome outcome) {
    return outcome == StopOutcome.REFUSED || outcome == StopOutcome.NOT_STOPPABLE;
  }

  /** Nothing is left to do for it but to delete it, if that is wanted. */
  private static boolean isAtItsEnd(RequestMemory memory, PipelineStopRequest request) {
    return (memory.isDone() || isFinished(request)) && acknowledged(request);
  }

  /**
   * Runs one round.
   *
   * @param cached the request as the cache has it, perhaps an old state of it
   * @return when the next round is due; empty if never, until the request changes
   */
  public Optional<Instant> run(PipelineStopRequest cached) {
    RequestMemory memory = memories.of(cached, clock.instant());
    try (RunningRounds.RunningRound round = running.begin()) {
      PipelineStopRequest newest = memory.newest(cached);
      if (isAtItsEnd(memory, newest)) {
        return delete(memory, newest);
      }
      Optional<PipelineStopRequest> start = startingState(memory, cached);
      if (start.isEmpty()) {
        return Optional.of(clock.instant().plus(ABSENT_PAUSE));
      }
      Optional<Instant> next =
          new RequestRound(
                  protocol,
                  clock,
                  memory,
                  round,
                  new StepTaker(aws, clock, memory),
                  new Recorder(store, changes, memory, clock, rush, start.get()))
              .run();
      return next.or(() -> Optional.ofNullable(memory.latest()).flatMap(TimeToLive::deletionOf));
    } catch (StoreUnavailableException e) {
      log.warn("{}; trying again in {} s", e.getMessage(), RequestRound.STORE_PAUSE.toSeconds());
      return Optional.of(clock.instant().plus(RequestRound.STORE_PAUSE));
    }
  }

  /**
   * Writes the answers of AWS that are held, as far as that is possible in this time. To be called
   * when none may call AWS any more.
   */
  public void recordAnswers(Duration patience) {
    List<Callable<Object>> rounds =
        memories.unrecorded().stream()
            .map(request -> Executors.callable(() -> last(request)))
            .toList();
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS, Thread.ofVirtual().factory());
    try {
      var unused = writers.invokeAll(rounds, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      writers.shutdownNow();
    }
  }

  private void last(PipelineStopRequest request) {
    try {
      var unused = run(request);
    } catch (RuntimeException e) {
      log.error("A bug: the outcome of a stop was not written", e);
    }
  }

  /**
   * Deletes a request whose time has come, if it still is as it is known here. Makes no call to
   * AWS.
   */
  private Optional<Instant> delete(RequestMemory memory, PipelineStopRequest request)
      throws StoreUnavailableException {
    Instant now = clock.instant();
    Optional<Instant> at = TimeToLive.deletionOf(request);
    if (at.filter(instant -> !now.isBefore(instant)).isEmpty()) {
      return at;
    }
    var metadata = request.getMetadata();
    Duration early = clock.now().confirmed() ? Duration.ZERO : earlyThere(at.get());
    if (early.isPositive()) {
      memory.waitUntil(now.plus(early), metadata.getGeneration(), now);
      return Optional.of(now.plus(early));
    }
    return switch (store.delete(request)) {
      case RequestStore.Deleted.Gone gone -> {
        log.info("Deleted, as spec.ttlSecondsAfterFinished says");
        yield Optional.empty();
      }
      case RequestStore.Deleted.Conflict conflict -> {
        Optional<PipelineStopRequest> read =
            store.read(metadata.getNamespace(), metadata.getName()).filter(memory::isOf);
        read.ifPresent(memory::saw);
        yield read.flatMap(this::due);
      }
      case RequestStore.Deleted.Refused refused -> {
        log.error(
            "The API server refuses to delete the request: {}. Apply the roles of the chart.",
            refused.message());
        Instant again = now.plus(REFUSED_PAUSE);
        memory.waitUntil(again, metadata.getGeneration(), now);
        yield Optional.of(again);
      }
    };
  }

  /**
   * By how much it is too early by the clock of the API server. It is asked where AWS has not told
   * the time yet, as in a process that has found finished requests only.
   */
  private Duration earlyThere(Instant at) throws StoreUnavailableException {
    return store.time().map(there -> Duration.between(there, at)).orElse(Duration.ZERO);
  }

  /**
   * The first time, this is the request itself and not what the cache has: that can be old; and so
   * it is where an attempt may have been written without an answer, which nobody else knows to be
   * one that was never sent. In a rush, one that nobody has looked at yet is taken from the cache,
   * as the API server has enough to do. If somebody has looked at it meanwhile, no write that rests
   * on it is taken, so that no stop is sent: all that was too much is a look at the execution.
   */
  private Optional<PipelineStopRequest> startingState(
      RequestMemory memory, PipelineStopRequest cached) throws StoreUnavailableException {
    if (!memory.isAttemptPerhapsWritten()
        && (memory.latest() != null || (rush.getAsBoolean() && isUnseen(cached)))) {
      return Optional.of(memory.newest(cached));
    }
    return store
        .read(cached.getMetadata().getNamespace(), cached.getMetadata().getName())
        .filter(memory::isOf);
  }

  /** The definition's default of a status, which no operator writes. */
  private static boolean isUnseen(PipelineStopRequest request) {
    PipelineStopRequestStatus status = request.getStatus();
    return status == null || Objects.equals(status.observedGeneration(), UNSEEN);
  }

  /** No cache is too old for this: an end is never taken back. */
  private static boolean isFinished(PipelineStopRequest request) {
    return request.getStatus() != null && request.getStatus().finishedAt() != null;
  }

  private static boolean acknowledged(PipelineStopRequest request) {
    PipelineStopRequestStatus status = request.getStatus();
    return status != null
        && Objects.equals(status.observedGeneration(), request.getMetadata().getGeneration());
  }
}
