package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.stop.Observation;
import dev.pipelinestop.stop.StopAnswer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of one request between its rounds. All of it can be lost: without it
 * the request is read anew and looked at earlier than needed. Used by one thread at a time.
 */
final class RequestMemory {
  /** So little the time of day goes back when it is known better. */
  private static final Duration BACK = Duration.ofSeconds(2);

  private final String uid;

  /** The newest state that this process has read or written itself; null before the first read. */
  private @Nullable PipelineStopRequest latest;

  private @Nullable Instant notBefore;
  private long waitingGeneration;
  private Instant waitingSince = Instant.EPOCH;
  private int failuresInARow;
  private Observation.@Nullable StopAnswered unrecorded;
  private boolean done;
  private Instant usedAt;

  RequestMemory(String uid, Instant now) {
    this.uid = uid;
    this.usedAt = now;
  }

  boolean isOf(PipelineStopRequest request) {
    return uid.equals(request.getMetadata().getUid());
  }

  void use(Instant now) {
    usedAt = now;
  }

  Instant usedAt() {
    return usedAt;
  }

  /**
   * True once this process has seen the end of the request: from then on it does nothing for it.
   */
  boolean isDone() {
    return done;
  }

  void done() {
    done = true;
  }

  @Nullable PipelineStopRequest latest() {
    return latest;
  }

  void saw(PipelineStopRequest request) {
    latest = request;
  }

  /**
   * The state to start from: the newer of what the cache has and what this process wrote itself.
   */
  PipelineStopRequest newest(PipelineStopRequest cached) {
    PipelineStopRequest own = latest;
    return own != null && version(own) > version(cached) ? own : cached;
  }

  /**
   * Resource versions of one resource can be compared as numbers (KEP-5504); where they are none,
   * the cache counts, and a write that rests on an old state is refused by the API server.
   */
  private static long version(PipelineStopRequest request) {
    String version = request.getMetadata().getResourceVersion();
    try {
      return version == null ? -1 : Long.parseLong(version);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  void waitUntil(Instant instant, long generation, Instant now) {
    notBefore = instant;
    waitingGeneration = generation;
    waitingSince = now;
  }

  /**
   * Until when nothing is to be done for this generation of the request; null if it is due. So it
   * is when the time of day has gone back to before the pause began: it was wrong, and corrected.
   */
  @Nullable Instant waiting(long generation, Instant now) {
    Instant until = notBefore;
    return until != null
            && generation == waitingGeneration
            && now.isBefore(until)
            && !now.isBefore(waitingSince.minus(BACK))
        ? until
        : null;
  }

  int failed() {
    failuresInARow++;
    return failuresInARow;
  }

  void succeeded() {
    failuresInARow = 0;
  }

  /** An answer of AWS whose outcome is not written yet. */
  Observation.@Nullable StopAnswered unrecorded() {
    return unrecorded;
  }

  /** Whether the API server may have an attempt that {@link #latest} does not show. */
  boolean isAttemptPerhapsWritten() {
    Observation.StopAnswered answer = unrecorded;
    return answer != null && answer.answer() instanceof StopAnswer.NotSent;
  }

  void remember(Observation.@Nullable StopAnswered answered) {
    unrecorded = answered;
  }
}
