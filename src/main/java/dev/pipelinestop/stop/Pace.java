package dev.pipelinestop.stop;

import java.time.Duration;
import java.time.Instant;

/**
 * How long to pause. Everything is computed from what is recorded, so that a restart neither
 * hurries nor forgets; the jitter is a property of the request and the moment, so that a thousand
 * requests made at once do not look at once.
 */
final class Pace {
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration SLOWEST_LOOK = Duration.ofSeconds(60);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(60);
  private static final Duration PERSON_NEEDED = Duration.ofMinutes(5);

  /**
   * How much of the time that has passed is waited once more. With it the looks after a stop come
   * at about 2, 5.3, 11, 19 and 33 seconds: an abandon shows at AWS after about 5 (observed), a
   * wait takes as long as it takes.
   */
  private static final double GROWTH = 0.6;

  private static final double JITTER = 0.1;

  private Pace() {}

  /**
   * When to look again. The times are counted from the base, so that a look that came late, because
   * there was much to do, does not put off the next one.
   *
   * @param base when that began which is being waited for
   */
  static Instant nextLook(String uid, Instant base, Instant now) {
    Instant start = base.isBefore(now) ? base : now;
    if (pauseAfter(start, now).equals(SLOWEST_LOOK)) {
      return after(uid, now, SLOWEST_LOOK);
    }
    Instant look = start;
    do {
      look = after(uid, look, pauseAfter(start, look));
    } while (!look.isAfter(now));
    Instant soonest = now.plus(SHORTEST_PAUSE);
    return look.isBefore(soonest) ? soonest : look;
  }

  private static Duration pauseAfter(Instant start, Instant look) {
    long passed = Duration.between(start, look).toMillis();
    return min(SLOWEST_LOOK, FIRST_LOOK.plusMillis(Math.round(GROWTH * passed)));
  }

  /** The pause after the n-th failure in a row, doubling from one second. */
  static Instant nextTry(String uid, AwsFailure.Meaning meaning, int failures, Instant now) {
    Duration pause =
        switch (meaning) {
          case ACCESS_DENIED, CREDENTIALS, INVALID ->
              min(
                  Duration.ofSeconds(15).multipliedBy(1L << Math.min(failures - 1, 10)),
                  PERSON_NEEDED);
          case THROTTLED, BUSY, UNREACHABLE, NO_ANSWER, NONSENSE -> doubling(failures);
        };
    return after(uid, now, pause);
  }

  /** The pause before the next attempt of a stop after this many that were not accepted. */
  static Instant nextAttempt(String uid, int attempts, Instant answeredAt) {
    return after(uid, answeredAt, doubling(attempts));
  }

  private static Duration doubling(int times) {
    return min(Duration.ofSeconds(1L << Math.min(Math.max(times, 1), 10)), SLOWEST_RETRY);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Instant after(String uid, Instant start, Duration pause) {
    double spread = ((uid.hashCode() * 31 + Long.hashCode(start.toEpochMilli())) & 0x3ff) / 1023.0;
    return start.plusMillis(Math.round(pause.toMillis() * (1 + JITTER * spread)));
  }
}
