package dev.pipelinestop.stop;

import java.time.Duration;

/**
 * The periods that the protocol rests on.
 *
 * @param defaultNotAfter how long after its creation a request that does not say until when may
 *     send its first stop
 * @param freshness how long after the start of a look a stop that rests on it may be sent
 * @param stopTimeout how long the call of a stop may take
 * @param settle how long the read models of AWS may lag behind what happened
 * @param notFoundGrace how long an execution that AWS does not find may take to appear
 */
public record Timing(
    Duration defaultNotAfter,
    Duration freshness,
    Duration stopTimeout,
    Duration settle,
    Duration notFoundGrace) {

  /** The periods of the design. */
  public static Timing standard() {
    return new Timing(
        Duration.ofHours(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(8),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60));
  }

  /** These periods with another bound for the first stop. */
  public Timing withDefaultNotAfter(Duration bound) {
    return new Timing(bound, freshness, stopTimeout, settle, notFoundGrace);
  }

  /** These periods with another grace for an execution that is not found. */
  public Timing withNotFoundGrace(Duration grace) {
    return new Timing(defaultNotAfter, freshness, stopTimeout, settle, grace);
  }

  /** How long after it was recorded an attempt may still be on its way to AWS. */
  Duration flight() {
    return freshness.plus(stopTimeout);
  }
}
