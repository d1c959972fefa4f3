package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.Now;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of day: that of this machine, unless AWS is certain to be more than five seconds off
 * from it. Safe for use by many threads.
 *
 * <p>An answer tells AWS's time in whole seconds, as it was at some moment between its request and
 * its arrival: that bounds the difference from both sides. The difference is where the bounds of
 * most of the last answers meet, and of two at least, so that no single answer moves the time,
 * whatever it says. When the clock of this machine was set, or the machine slept, nothing is known
 * until answers have come again.
 */
public final class AwsClock implements InstantSource {
  private static final Logger log = LoggerFactory.getLogger(AwsClock.class);

  /** What is let pass. */
  static final Duration TOLERANCE = Duration.ofSeconds(5);

  /** An answer that took longer says too little of when it was made. */
  static final Duration SLOW = Duration.ofSeconds(2);

  /** So many answers are looked at. */
  static final int KEPT = 7;

  /** By more than this the two clocks of a machine do not part unless one of them was changed. */
  private static final Duration STEP = Duration.ofSeconds(2);

  private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private final InstantSource wall;
  private final MonotonicClock monotonic;
  private final Deque<Bounds> answers = new ArrayDeque<>();
  private volatile @Nullable Known known;

  /** By how much AWS is ahead of this machine: at least this, and at most that. */
  private record Bounds(Duration least, Duration most) {
    boolean allow(Duration difference) {
      return difference.compareTo(least) >= 0 && difference.compareTo(most) <= 0;
    }
  }

  /** Both clocks of this machine at one moment. */
  private record Reading(Instant wall, long nanos) {
    boolean followsWithoutStep(Reading earlier) {
      Duration byWall = Duration.between(earlier.wall, wall);
      Duration passed = Duration.ofNanos(nanos - earlier.nanos);
      return byWall.minus(passed).abs().compareTo(STEP) <= 0;
    }
  }

  /**
   * What most answers agree on.
   *
   * @param bounds null if they do not agree
   * @param at when the last of them came
   */
  private record Known(@Nullable Bounds bounds, Reading at) {
    Optional<Duration> difference() {
      return bounds == null
          ? Optional.empty()
          : Optional.of(Duration.ofMillis(bounds.least.plus(bounds.most).dividedBy(2).toMillis()));
    }

    Duration correction() {
      boolean wrong =
          bounds != null
              && (bounds.least.compareTo(TOLERANCE) > 0
                  || bounds.most.compareTo(TOLERANCE.negated()) < 0);
      return wrong ? difference().orElse(Duration.ZERO) : Duration.ZERO;
    }
  }

  /** A clock that corrects this one. */
  AwsClock(InstantSource wall, MonotonicClock monotonic) {
    this.wall = wall;
    this.monotonic = monotonic;
  }

  @Override
  public Instant instant() {
    return now().instant();
  }

  /** The time, and what is known of it. */
  public Now now() {
    Reading now = read();
    Known current = validAt(now);
    Duration correction = current == null ? Duration.ZERO : current.correction();
    boolean confirmed = current != null && current.bounds != null;
    return new Now(now.wall.plus(correction), correction, confirmed);
  }

  /**
   * By how much AWS's clock is ahead of this machine's, corrected for or not.
   *
   * @return empty while that is not known
   */
  public Optional<Duration> difference() {
    Known current = validAt(read());
    return current == null ? Optional.empty() : current.difference();
  }

  /** What the clock reads that nobody can set. */
  public long nanos() {
    return monotonic.nanos();
  }

  /**
   * An answer has just come.
   *
   * @param sentAt when its request was about to be sent, by {@link #nanos}
   * @param date what it says the time is, in whole seconds
   */
  synchronized void answered(long sentAt, Instant date) {
    Reading now = read();
    Duration took = Duration.ofNanos(now.nanos - sentAt);
    if (took.isNegative()
        || took.compareTo(SLOW) > 0
        || date.isBefore(EARLIEST)
        || date.isAfter(LATEST)) {
      return;
    }
    Known before = validAt(now);
    if (before == null) {
      answers.clear();
    }
    answers.addLast(
        new Bounds(
            Duration.between(now.wall, date),
            Duration.between(now.wall.minus(took), date.plusSeconds(1))));
    if (answers.size() > KEPT) {
      answers.removeFirst();
    }
    @Nullable Bounds agreed = agreed(answers);
    Known after = new Known(agreed == null && before != null ? before.bounds : agreed, now);
    known = after;
    tell(before == null ? Duration.ZERO : before.correction(), after.correction());
  }

  /** Where most of them meet; null if fewer than two do, or not more than half. */
  private static @Nullable Bounds agreed(Collection<Bounds> all) {
    @Nullable Bounds best = null;
    int most = 1;
    for (Bounds one : all) {
      int meeting = 0;
      Duration end = one.most;
      for (Bounds other : all) {
        if (other.allow(one.least)) {
          meeting++;
          end = end.compareTo(other.most) < 0 ? end : other.most;
        }
      }
      if (meeting > most && 2 * meeting > all.size()) {
        most = meeting;
        best = new Bounds(one.least, end);
      }
    }
    return best;
  }

  private static void tell(Duration before, Duration after) {
    if (before.isZero() && !after.isZero()) {
      log.warn(
          "The clock of this machine is wrong: AWS's is {} s ahead of it. AWS's counts; check the"
              + " time synchronisation of the node.",
          after.toSeconds());
    } else if (!before.isZero() && after.isZero()) {
      log.info("The clock of this machine is right again, as far as AWS's tells");
    }
  }

  private @Nullable Known validAt(Reading now) {
    Known current = known;
    return current != null && now.followsWithoutStep(current.at) ? current : null;
  }

  private Reading read() {
    return new Reading(wall.instant(), monotonic.nanos());
  }
}
