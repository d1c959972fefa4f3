package dev.pipelinestop.reconcile;

import dev.pipelinestop.codepipeline.MonotonicClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many rounds may run at once, which is also the most calls to AWS at once: a round makes one
 * call at a time. A slot is taken before the look, so that waiting for it cannot make a look stale.
 *
 * <p>Rounds that are to send a stop go first. The others let those pass that come within ten
 * seconds after them, so that neither new stops nor old looks can starve the other.
 */
public final class RoundSlots {
  private static final Duration OTHERS_WAIT = Duration.ofSeconds(10);

  /** Stops are a rush if one of them has to wait for so long. */
  private static final Duration LONG_WAIT = Duration.ofMillis(500);

  /** They are one too if more than these begin within a second: nobody waits, but all is busy. */
  static final int MANY = 50;

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** So long after the last of such stops, looks show what became of the stops. */
  private static final Duration RUSH_LASTS = Duration.ofSeconds(5);

  /** After so long without another stop of a rush, all of them have been sent. */
  static final Duration SENT = Duration.ofMillis(500);

  private final int count;
  private final MonotonicClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(Comparator.comparing(Turn::after).thenComparing(Turn::number));

  /** When the last stops began: no more than are no rush. */
  private final Deque<Long> stops = new ArrayDeque<>();

  private int free;
  private long turnCount;
  private volatile boolean closed;

  /** When the last stop of a rush began. */
  private volatile @Nullable Long lastOfRush;

  /**
   * Somebody who waits for a slot.
   *
   * @param after the earlier, by the clock that nobody can set, the sooner it gets one
   */
  private record Turn(long after, long number, CountDownLatch given) {}

  /** So many slots, by this clock. */
  public RoundSlots(int count, MonotonicClock clock) {
    this.count = count;
    this.clock = clock;
    this.free = count;
  }

  /**
   * Waits for a slot and runs the work in it.
   *
   * @param stop whether a stop is to be sent in it
   * @return empty if the slots were closed before the work began, or the thread was interrupted
   */
  <T> Optional<T> run(boolean stop, Supplier<T> work) {
    long asked = clock.nanos();
    if (!take(stop, asked)) {
      return Optional.empty();
    }
    try {
      if (stop) {
        stopBegins(asked);
      }
      return closed ? Optional.empty() : Optional.of(work.get());
    } finally {
      giveBack();
    }
  }

  private boolean take(boolean stop, long asked) {
    Turn turn;
    lock.lock();
    try {
      if (free > 0) {
        free--;
        return true;
      }
      long after = stop ? asked : asked + OTHERS_WAIT.toNanos();
      turn = new Turn(after, ++turnCount, new CountDownLatch(1));
      turns.add(turn);
    } finally {
      lock.unlock();
    }
    try {
      turn.given().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      leave(turn);
      return false;
    }
    return true;
  }

  private void leave(Turn turn) {
    lock.lock();
    try {
      if (!turns.remove(turn)) {
        giveBack();
      }
    } finally {
      lock.unlock();
    }
  }

  private void giveBack() {
    lock.lock();
    try {
      Turn next = turns.poll();
      if (next != null) {
        next.given().countDown();
      } else {
        free++;
        ended.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void stopBegins(long asked) {
    long now = clock.nanos();
    boolean oneOfMany = isOneOfMany(now);
    if (oneOfMany || now - asked >= LONG_WAIT.toNanos()) {
      lastOfRush = now;
    }
  }

  private boolean isOneOfMany(long now) {
    lock.lock();
    try {
      stops.addLast(now);
      return stops.size() > MANY && now - stops.removeFirst() < SECOND.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /** True while there are so many stops to send, or were just now, that what can wait should. */
  public boolean isRush() {
    return beganWithin(RUSH_LASTS);
  }

  /**
   * True while the stops of a rush are still being sent. Looks that may wait do so then, though
   * there are free slots: what stops and looks share is the processor, here and in the API server.
   */
  boolean isSendingMany() {
    return beganWithin(SENT);
  }

  private boolean beganWithin(Duration time) {
    Long last = lastOfRush;
    return last != null && clock.nanos() - last < time.toNanos();
  }

  /** How many wait for one. */
  public int waiting() {
    lock.lock();
    try {
      return turns.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets no work begin any more, and waits until what runs has ended.
   *
   * @return false if it had not ended in this time
   */
  public boolean close(Duration patience) {
    lock.lock();
    try {
      closed = true;
      long left = patience.toNanos();
      while (free < count) {
        if (left <= 0) {
          return false;
        }
        left = ended.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
