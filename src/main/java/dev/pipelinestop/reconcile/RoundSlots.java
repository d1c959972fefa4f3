package dev.pipelinestop.reconcile;

import dev.pipelinestop.codepipeline.MonotonicClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many rounds may run at once, which is also the most calls to AWS at once: a round makes one
 * call at a time. A slot is taken before the look, so that waiting for it cannot make a look stale.
 *
 * <p>Rounds that are to send a stop go first. While very many of them come the others wait even if
 * there is a slot, for what they ask of the API server and the processor. They wait for ten seconds
 * at most, so that neither new stops nor old looks can starve the other.
 */
public final class RoundSlots {
  private static final Duration OTHERS_WAIT = Duration.ofSeconds(10);

  /** More stops than these within a second are a rush. */
  static final int RUSH = 50;

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** So long after the last of these stops no more of them are expected. */
  private static final Duration RUSH_PAUSES = Duration.ofMillis(500);

  /** So long after the last of these stops, looks show what became of all of them. */
  private static final Duration RUSH_LASTS = Duration.ofSeconds(5);

  private final int count;
  private final MonotonicClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(Comparator.comparing(Turn::after).thenComparing(Turn::number));

  /** When the last stops began, no more than make a rush. */
  private final Deque<Long> stops = new ArrayDeque<>();

  private int free;
  private long turnCount;
  private volatile boolean closed;
  private volatile @Nullable Long rushedAt;

  /**
   * Somebody who waits for a slot.
   *
   * @param after the earlier, by the clock that nobody can set, the sooner it gets one
   */
  private record Turn(boolean stop, long after, long number, CountDownLatch given) {}

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
    if (!take(stop)) {
      return Optional.empty();
    }
    try {
      return closed ? Optional.empty() : Optional.of(work.get());
    } finally {
      giveBack();
    }
  }

  private boolean take(boolean stop) {
    Turn turn = turn(stop);
    try {
      while (!turn.given().await(RUSH_PAUSES.toMillis(), TimeUnit.MILLISECONDS)) {
        give();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      leave(turn);
      return false;
    }
  }

  private Turn turn(boolean stop) {
    lock.lock();
    try {
      long now = clock.nanos();
      long after = stop ? now : now + OTHERS_WAIT.toNanos();
      Turn turn = new Turn(stop, after, ++turnCount, new CountDownLatch(1));
      turns.add(turn);
      give();
      return turn;
    } finally {
      lock.unlock();
    }
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
      free++;
      give();
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Gives what is free to those whose turn it is. */
  private void give() {
    lock.lock();
    try {
      long now = clock.nanos();
      for (Turn next = turns.peek(); next != null && mayBegin(next, now); next = turns.peek()) {
        turns.remove();
        free--;
        if (next.stop()) {
          stopBegins(now);
        }
        next.given().countDown();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Behind another that may not begin there is no stop: those that came later are later. */
  private boolean mayBegin(Turn turn, long now) {
    return free > 0 && (turn.stop() || turn.after() - now <= 0 || !rushed(RUSH_PAUSES));
  }

  private void stopBegins(long now) {
    stops.addLast(now);
    if (stops.size() > RUSH && now - stops.removeFirst() < SECOND.toNanos()) {
      rushedAt = now;
    }
  }

  private boolean rushed(Duration before) {
    Long at = rushedAt;
    return at != null && clock.nanos() - at < before.toNanos();
  }

  /** True while there are so many stops to send, or were just now, that what can wait should. */
  public boolean isRush() {
    return rushed(RUSH_LASTS);
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
