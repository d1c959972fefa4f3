package dev.pipelinestop.leadership;

import dev.pipelinestop.codepipeline.CallGate;
import dev.pipelinestop.codepipeline.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process leads. It leads for a time after each renewal of the lease that was
 * answered, and when that time is over without another one it never leads again: it ends. Nobody
 * has to tell it, so it is also right in a process that stood still, or whose election hangs. Safe
 * for use by many threads.
 */
public final class Leadership implements CallGate, AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration CENTURY = Duration.ofDays(36_500);

  private final Duration term;
  private final Duration silence;
  private final InstantSource wall;
  private final MonotonicClock monotonic;
  private @Nullable ScheduledExecutorService watch;
  private Consumer<String> onLoss = reason -> {};
  private State state;
  private @Nullable Renewal sent;
  private long until;

  /** What this process is among its replicas. */
  public enum State {
    /** Another one leads, or nobody yet. */
    STANDBY,
    /** This one works. */
    LEADING,
    /** It has led, or it is ending: it makes no call to AWS any more. */
    ENDED
  }

  /**
   * A renewal that was sent.
   *
   * @param renewTime what it says when the lease was renewed, by the clock of this machine
   * @param sentAt when it was sent, by the clock that nobody can set
   */
  private record Renewal(Instant renewTime, long sentAt) {}

  /**
   * A process that has yet to be elected.
   *
   * @param term how long it leads after a renewal: less than the lease, by more than the clocks of
   *     two machines differ
   * @param silence after how long without a try to get or to renew the lease it ends: then the
   *     election is dead
   */
  Leadership(Duration term, Duration silence, InstantSource wall, MonotonicClock monotonic) {
    this.term = term;
    this.silence = silence;
    this.wall = wall;
    this.monotonic = monotonic;
    state = State.STANDBY;
    until = monotonic.nanos() + silence.toNanos();
  }

  /** A process that leads from the start until it ends, because there is no election. */
  public static Leadership withoutElection() {
    Leadership alone =
        new Leadership(CENTURY, CENTURY, InstantSource.system(), MonotonicClock.system());
    alone.sending(Instant.now());
    alone.renewed();
    return alone;
  }

  /** Ends the leadership by itself from now on; who is told must not block. */
  synchronized void watch(Consumer<String> whenLost) {
    onLoss = whenLost;
    watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("leadership").factory());
    var unused =
        watch.scheduleAtFixedRate(
            this::state, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What this process is now. */
  public synchronized State state() {
    if (state != State.ENDED && monotonic.nanos() - until > 0) {
      lose(
          state == State.LEADING
              ? "the lease was not renewed for " + term.toSeconds() + " s"
              : "the election of a leader has stood still for " + silence.toSeconds() + " s");
    }
    return state;
  }

  /** True while this process is the one that works. */
  public boolean isLeading() {
    return state() == State.LEADING;
  }

  @Override
  public boolean isOpen() {
    return isLeading();
  }

  /** The lease is about to be asked for. */
  synchronized void asking() {
    if (state == State.STANDBY) {
      until = monotonic.nanos() + silence.toNanos();
    }
  }

  /** The lease is about to be taken or renewed. */
  synchronized void sending(Instant renewTime) {
    sent = new Renewal(renewTime, monotonic.nanos());
  }

  /** What was last sent has succeeded. */
  synchronized void renewed() {
    Renewal renewal = sent;
    if (renewal == null || state() == State.ENDED) {
      return;
    }
    long now = monotonic.nanos();
    // By both clocks: this one may have stood still before it was sent, the other one may be set.
    Duration left = Duration.between(wall.instant(), renewal.renewTime).plus(term);
    long latest = renewal.sentAt + term.toNanos();
    long remaining = Math.min(latest - now, left.toNanos());
    // Taken with a renewal that is old by now, after an outage: the next one is on its way.
    if (remaining > 0) {
      until = now + remaining;
      state = State.LEADING;
    }
  }

  /** Another one leads, or may soon. */
  synchronized void lose(String reason) {
    if (state != State.ENDED) {
      state = State.ENDED;
      onLoss.accept(reason);
    }
  }

  /** Leads no more and is silent about it: this process ends. */
  synchronized void resign() {
    state = State.ENDED;
  }

  @Override
  public synchronized void close() {
    resign();
    if (watch != null) {
      watch.shutdownNow();
    }
  }
}
