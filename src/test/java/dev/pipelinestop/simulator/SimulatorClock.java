package dev.pipelinestop.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time of a simulation: another clock, moved ahead by hand. A virtual clock is one that stands
 * still otherwise.
 */
public final class SimulatorClock implements InstantSource {
  private final InstantSource source;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  private SimulatorClock(InstantSource source) {
    this.source = source;
  }

  /** A clock that stands at 2026-01-01T00:00:00Z until it is moved. */
  public static SimulatorClock virtual() {
    return of(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
  }

  /** A clock that follows another one, the system's for example. */
  public static SimulatorClock of(InstantSource source) {
    return new SimulatorClock(source);
  }

  @Override
  public Instant instant() {
    return source.instant().plus(ahead.get());
  }

  /**
   * Moves time ahead. What becomes due meanwhile happens at its own instant, before the next call.
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("Time does not go back: " + duration);
    }
    ahead.accumulateAndGet(duration, Duration::plus);
  }

  /** Moves time ahead to an instant; does nothing if that has passed. */
  public void advanceTo(Instant instant) {
    var missing = Duration.between(instant(), instant);
    if (missing.isPositive()) {
      advance(missing);
    }
  }
}
