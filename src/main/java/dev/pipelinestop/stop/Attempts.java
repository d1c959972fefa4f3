package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the recorded stops of a request say about what may be, and may not be, done now. */
record Attempts(PipelineStopRequestStatus status, Timing timing) {

  /** True if AWS is known to have accepted a stop in this mode, or to have been stopping anyway. */
  boolean inEffect(StopMode mode) {
    return status.stop(mode).filter(Attempts::tookEffect).isPresent();
  }

  /** True if a stop is in effect, ours or somebody else's: from then on nothing expires. */
  boolean anyInEffect() {
    return status.stoppingSince() != null || status.stops().stream().anyMatch(Attempts::tookEffect);
  }

  /**
   * The last attempt, if nobody knows whether AWS accepted it. Those before it were settled before
   * it was recorded.
   */
  Optional<Stop> unsettled() {
    return status.stops().stream()
        .max(Comparator.comparing(Stop::attemptedAt))
        .filter(Attempts::isUnsettled);
  }

  /** Until when the attempt may show an effect that was not seen yet. */
  Instant settledAt(Stop unsettled) {
    return unsettled.attemptedAt().plus(timing.flight()).plus(timing.settle());
  }

  /** Until when an attempt may still be on its way, as far as is recorded. */
  Optional<Instant> inFlightUntil(Instant now) {
    return status.stops().stream()
        .filter(stop -> stop.answeredAt() == null)
        .map(this::landsAt)
        .filter(now::isBefore)
        .max(Comparator.naturalOrder());
  }

  /** Until when a status from before the stop may still be shown. Empty if none took effect. */
  Optional<Instant> lagUntil() {
    return Stream.concat(
            status.stops().stream().filter(Attempts::tookEffect).map(Stop::answeredAt),
            Stream.of(status.stoppingSince(), status.settledSince()))
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(last -> last.plus(timing.settle()));
  }

  /** From when on an attempt can no longer be under way. */
  Instant landsAt(Stop stop) {
    return stop.attemptedAt().plus(timing.flight());
  }

  /** When that began which is being waited for: the base of the pace of looks. */
  Instant waitingSince(Instant createdAt) {
    return Stream.concat(
            status.stops().stream().map(Stop::attemptedAt),
            Stream.of(
                status.stageResolvedAt(),
                status.stoppingSince(),
                status.settledSince(),
                status.resumedSince(),
                status.notFoundSince()))
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(createdAt);
  }

  /** The stop that AWS accepted last, if any. */
  Optional<Stop> lastAccepted() {
    return status.stops().stream()
        .filter(stop -> stop.outcome() == StopOutcome.ACCEPTED)
        .reduce((first, last) -> last);
  }

  /** The status with this stop in the place of the one of its mode, in the order of the modes. */
  static PipelineStopRequestStatus replace(PipelineStopRequestStatus status, Stop stop) {
    List<Stop> stops =
        Arrays.stream(StopMode.values())
            .flatMap(mode -> mode == stop.mode() ? Stream.of(stop) : status.stop(mode).stream())
            .toList();
    return status.with().stops(stops).build();
  }

  private static boolean tookEffect(Stop stop) {
    return stop.outcome() == StopOutcome.ACCEPTED || stop.outcome() == StopOutcome.ALREADY_STOPPING;
  }

  private static boolean isUnsettled(Stop stop) {
    return stop.outcome() == null || stop.outcome() == StopOutcome.UNKNOWN;
  }
}
