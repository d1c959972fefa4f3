package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The memories of all requests. Safe for use by many threads, each with another request. */
final class Memories {

  /** Longer than any wait, so that only what was deleted or has ended is forgotten. */
  private static final Duration KEPT = Duration.ofMinutes(15);

  /** What AWS has answered is kept for longer: the API server may hang, or the clock be set. */
  private static final Duration ANSWER_KEPT = Duration.ofDays(1);

  private final ConcurrentHashMap<String, RequestMemory> byUid = new ConcurrentHashMap<>();
  private volatile Instant sweptAt = Instant.EPOCH;

  /**
   * The memory of this very request: another one of the same name, created later, has its own, also
   * while a round of the first still runs.
   */
  RequestMemory of(PipelineStopRequest request, Instant now) {
    sweep(now);
    RequestMemory memory =
        byUid.computeIfAbsent(request.getMetadata().getUid(), uid -> new RequestMemory(uid, now));
    memory.use(now);
    return memory;
  }

  /** The newest states of those whose last answer of AWS is not written yet. */
  List<PipelineStopRequest> unrecorded() {
    return byUid.values().stream()
        .filter(memory -> memory.unrecorded() != null)
        .map(RequestMemory::latest)
        .filter(Objects::nonNull)
        .toList();
  }

  private void sweep(Instant now) {
    if (now.isAfter(sweptAt.plus(KEPT))) {
      sweptAt = now;
      byUid.values().removeIf(memory -> memory.usedAt().isBefore(now.minus(kept(memory))));
    }
  }

  private static Duration kept(RequestMemory memory) {
    return memory.unrecorded() == null ? KEPT : ANSWER_KEPT;
  }
}
