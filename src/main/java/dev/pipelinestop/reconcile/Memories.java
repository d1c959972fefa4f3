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

  private final ConcurrentHashMap<String, RequestMemory> byName = new ConcurrentHashMap<>();
  private volatile Instant sweptAt = Instant.EPOCH;

  /** The memory of this very request: another one of the same name, created later, starts anew. */
  RequestMemory of(PipelineStopRequest request, Instant now) {
    sweep(now);
    String key = request.getMetadata().getNamespace() + "/" + request.getMetadata().getName();
    RequestMemory memory =
        byName.compute(
            key,
            (name, known) ->
                known != null && known.isOf(request)
                    ? known
                    : new RequestMemory(request.getMetadata().getUid(), now));
    memory.use(now);
    return memory;
  }

  /** The newest states of those whose last answer of AWS is not written yet. */
  List<PipelineStopRequest> unrecorded() {
    return byName.values().stream()
        .filter(memory -> memory.unrecorded() != null)
        .map(RequestMemory::latest)
        .filter(Objects::nonNull)
        .toList();
  }

  private void sweep(Instant now) {
    if (now.isAfter(sweptAt.plus(KEPT))) {
      sweptAt = now;
      byName.values().removeIf(memory -> memory.usedAt().isBefore(now.minus(KEPT)));
    }
  }
}
