package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.codepipeline.MonotonicClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which requests Java Operator SDK has handed over, and when each is to come again. Every request
 * of the cache that has not come when it should is lost inside the SDK or its timer, which nobody
 * else would notice: its {@code underProcessing} can leak (its issue 3525), and its timer stands
 * still for as long as the time of day was set back.
 *
 * <p>The SDK knows a request by its name. If one is deleted and another created in its place while
 * a round of the first runs, both have their rounds at once, and whichever ends takes the other's
 * timer away and lets a second round of it begin. So a request whose round runs is not taken again,
 * and the first to end does not end the other's waiting.
 *
 * <p>What is told here takes no lock, so that {@link #late} holds up no round.
 */
public final class Agenda {

  /** After so long the SDK is to ask again, where it may have mixed up two requests. */
  static final Duration SOON = Duration.ofSeconds(1);

  private sealed interface Task {
    /**
     * Its round runs.
     *
     * @param again whether it was handed over once more meanwhile
     */
    record Running(boolean again) implements Task {}

    /** It is to come again after this pause; if that is empty, when it changes. */
    record Waiting(Optional<Duration> pause) implements Task {}
  }

  /** What has been known of one request since then. */
  private record Entry(String uid, long generation, Task task, long since) {

    boolean isOf(PipelineStopRequest request) {
      return uid.equals(request.getMetadata().getUid());
    }

    boolean isTakenAgain() {
      return task instanceof Task.Running running && running.again();
    }
  }

  /** For so long the SDK may be about to hand over what is due. */
  static final Duration MOMENT = Duration.ofSeconds(5);

  /**
   * Requests that should have come and did not.
   *
   * @param longest since when the first of them is missed
   * @param overdue those that are missed for more than a moment
   */
  public record Late(int count, Duration longest, List<PipelineStopRequest> overdue) {}

  private final MonotonicClock clock;
  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

  /** Since when each is missed, by its key. Only {@link #late} uses it. */
  private final Map<String, Long> missed = new HashMap<>();

  /** An agenda by this clock. */
  public Agenda(MonotonicClock clock) {
    this.clock = clock;
  }

  /**
   * The SDK has handed it over.
   *
   * @return false if a round of it runs: then nothing is to be done for it now
   */
  boolean take(PipelineStopRequest request) {
    Entry taken =
        entries.compute(
            key(request),
            (key, known) ->
                entry(
                    request,
                    new Task.Running(
                        known != null
                            && known.isOf(request)
                            && known.task() instanceof Task.Running)));
    return !taken.isTakenAgain();
  }

  /**
   * It is done with for now.
   *
   * @param pause after which it is to come again; empty if only a change brings it back
   * @return after which the SDK is to ask again for what has its name; empty for never
   */
  Optional<Duration> done(PipelineStopRequest request, Optional<Duration> pause) {
    Entry left =
        entries.compute(
            key(request),
            (key, known) -> {
              if (known != null && !known.isOf(request)) {
                return known;
              }
              boolean again = known != null && known.isTakenAgain();
              return entry(request, new Task.Waiting(again ? Optional.of(SOON) : pause));
            });
    return left.isOf(request) && left.task() instanceof Task.Waiting waiting
        ? waiting.pause()
        : Optional.of(SOON);
  }

  private Entry entry(PipelineStopRequest request, Task task) {
    return new Entry(request.getMetadata().getUid(), generation(request), task, clock.nanos());
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
    List<PipelineStopRequest> overdue =
        all.entrySet().stream()
            .filter(each -> now - missed.getOrDefault(each.getKey(), now) >= MOMENT.toNanos())
            .map(Map.Entry::getValue)
            .toList();
    return new Late(missed.size(), Duration.ofNanos(longest), overdue);
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
    return switch (entry.task()) {
      case Task.Running running -> false;
      case Task.Waiting waiting ->
          entry.generation() < generation(request)
              || waiting.pause().filter(pause -> now - entry.since() > pause.toNanos()).isPresent();
    };
  }

  /** One that the cache does not have yet, or no more, is not forgotten at once. */
  private static boolean isOld(Entry entry, long now) {
    return entry.task() instanceof Task.Waiting
        && now - entry.since() > Duration.ofMinutes(15).toNanos();
  }

  private static String key(PipelineStopRequest request) {
    return request.getMetadata().getNamespace() + "/" + request.getMetadata().getName();
  }

  private static long generation(PipelineStopRequest request) {
    Long generation = request.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }
}
