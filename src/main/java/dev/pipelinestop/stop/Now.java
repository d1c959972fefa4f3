package dev.pipelinestop.stop;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of a decision.
 *
 * @param instant the time, by the clock of AWS where the operator's own is wrong
 * @param correction by how much the operator's own clock was corrected: what AWS's is ahead of it;
 *     zero where it is right as far as is known
 * @param confirmed whether answers of AWS have told the time; until then it is the operator's own
 */
public record Now(Instant instant, Duration correction, boolean confirmed) {

  /** A time that needed no correction. */
  public static Now of(Instant instant) {
    return new Now(instant, Duration.ZERO, true);
  }

  /** What the operator's own clock says. */
  Instant uncorrected() {
    return instant.minus(correction);
  }
}
