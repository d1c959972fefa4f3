package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.codepipeline.MonotonicClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which requests Java Operator SDK has handed over, and when each is to come again. Every request
 * of the cache that has not come when it should is lost inside the SDK or its timer, which nobody
 * else would notice: its {@code underProcessing} can leak (its issue 3525), and its timer stands
 * still for as long as the time of day was set back.
 *
 * <p>What is told here takes no lock, so that {@link #late} holds up no round.
 */
public final class Agenda {

  /** Who knows one request now, and what is expected of it. */
  private record Entry(
      @Nullable String uid, long generation, boolean taken, @Nullable Long dueAt, long since) {

    boolean isOf(PipelineStopRequest request) {
      return Objects.equals(uid, request.getMetadata().getUid());
    }
  }

  /**
   * Requests that should have come and did not.
   *
   * @param longest since when the first of them is missed
   */
  public record Late(int count, Duration longest) {}

  private final MonotonicClock clock;
  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

  /** Since when each is missed, by its key. Only {@link #late} uses it. */
  private final Map<String, Long> missed = new HashMap<>();

  /** An agenda by this clock. */
  public Agenda(MonotonicClock clock) {
    this.clock = clock;
  }

  /** The SDK has handed it over. */
  void taken(PipelineStopRequest request) {
    enter(request, true, null);
  }

  /**
   * It is done with for now.
   *
   * @param pause after which it is to come again; empty if only a change brings it back
   */
  void done(PipelineStopRequest request, Optional<Duration> pause) {
    enter(request, false, pause.map(p -> clock.nanos() + p.toNanos()).orElse(null));
  }

  private void enter(PipelineStopRequest request, boolean taken, @Nullable Long dueAt) {
    var metadata = request.getMetadata();
    entries.put(
        key(request),
        new Entry(metadata.getUid(), generation(request), taken, dueAt, clock.nanos()));
  }

  /**
   * Which of these have been missed, and for how long at most. A request is missed from the moment
   * at which this is first asked and it has not come, so that a process that stood still for a
   * while, and has not gone on to its requests yet, misses none.
   */
  public synchronized Late late(Stream<PipelineStopRequest> cached) {
    long now = clock.nanos();
    Map<String, PipelineStopRequest> all = new HashMap<>();
    cached.forEach(request -> all.put(key(request), request));
    missed
        .keySet()
        .removeIf(key -> Optional.ofNullable(all.get(key)).filter(r -> isLate(r, now)).isEmpty());
    all.forEach(
        (key, request) -> {
          if (isLate(request, now)) {
            missed.putIfAbsent(key, now);
          }
        });
    entries.entrySet().removeIf(e -> !all.containsKey(e.getKey()) && isOld(e.getValue(), now));
    long longest = missed.values().stream().mapToLong(since -> now - since).max().orElse(0);
    return new Late(missed.size(), Duration.ofNanos(longest));
  }

  private boolean isLate(PipelineStopRequest request, long now) {
    if (request.getMetadata().getDeletionTimestamp() != null) {
      // The SDK hands over none that is being deleted.
      return false;
    }
    Entry entry = entries.get(key(request));
    if (entry == null || !entry.isOf(request)) {
      return true;
    }
    if (entry.taken()) {
      return false;
    }
    Long dueAt = entry.dueAt();
    return entry.generation() < generation(request) || (dueAt != null && now - dueAt > 0);
  }

  /** One that the cache does not have yet, or no more, is not forgotten at once. */
  private static boolean isOld(Entry entry, long now) {
    return !entry.taken() && now - entry.since() > Duration.ofMinutes(15).toNanos();
  }

  private static String key(PipelineStopRequest request) {
    return request.getMetadata().getNamespace() + "/" + request.getMetadata().getName();
  }

  private static long generation(PipelineStopRequest request) {
    Long generation = request.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }
}
