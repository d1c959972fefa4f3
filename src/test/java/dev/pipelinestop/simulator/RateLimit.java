package dev.pipelinestop.simulator;

import java.time.Duration;
import java.time.Instant;

/** A token bucket. */
final class RateLimit {
  private final double perSecond;
  private final double burst;
  private double tokens;
  private Instant filledAt = Instant.EPOCH;

  RateLimit(double perSecond, double burst) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
  }

  synchronized boolean admits(Instant now) {
    double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
    if (seconds > 0) {
      tokens = Math.min(burst, tokens + seconds * perSecond);
      filledAt = now;
    }
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
