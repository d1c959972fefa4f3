package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.stop.Protocol;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs rounds of the protocol: writes what is decided, does nothing of a step whose status was not
 * written, executes the step, and feeds what it showed back. One round at a time for a request; any
 * number of requests at once.
 */
public final class RoundRunner {
  private static final Logger log = LoggerFactory.getLogger(RoundRunner.class);

  private final RequestStore store;
  private final AwsSteps aws;
  private final Protocol protocol;
  private final InstantSource clock;
  private final ChangeListener changes;
  private final Memories memories = new Memories();

  /** Is told of every status that was written. */
  @FunctionalInterface
  public interface ChangeListener {
    /** Called after the write, on the thread of the round: it must not block. */
    void changed(PipelineStopRequestStatus before, PipelineStopRequest after);
  }

  /** A runner over these. */
  public RoundRunner(
      RequestStore store,
      AwsSteps aws,
      Protocol protocol,
      InstantSource clock,
      ChangeListener changes) {
    this.store = store;
    this.aws = aws;
    this.protocol = protocol;
    this.clock = clock;
    this.changes = changes;
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
    if (memory.isDone() && acknowledged(newest)) {
      return Optional.empty();
    }
    Instant waiting = memory.waiting(newest.getMetadata().getGeneration(), now);
    return Optional.of(waiting == null ? now : waiting);
  }

  /**
   * Runs one round.
   *
   * @param cached the request as the cache has it, perhaps an old state of it
   * @return when the next round is due; empty if never, until the request changes
   */
  public Optional<Instant> run(PipelineStopRequest cached) {
    RequestMemory memory = memories.of(cached, clock.instant());
    try {
      Optional<PipelineStopRequest> start = startingState(memory, cached);
      return start.isEmpty()
          ? Optional.empty()
          : new RequestRound(store, aws, protocol, clock, changes, memory, start.get()).run();
    } catch (StoreUnavailableException e) {
      log.warn("{}; trying again in {} s", e.getMessage(), RequestRound.STORE_PAUSE.toSeconds());
      return Optional.of(clock.instant().plus(RequestRound.STORE_PAUSE));
    }
  }

  /** The first time, this is the request itself and not what the cache has: that can be old. */
  private Optional<PipelineStopRequest> startingState(
      RequestMemory memory, PipelineStopRequest cached) throws StoreUnavailableException {
    if (memory.latest() != null) {
      return Optional.of(memory.newest(cached));
    }
    return store
        .read(cached.getMetadata().getNamespace(), cached.getMetadata().getName())
        .filter(memory::isOf);
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
