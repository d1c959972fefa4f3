package dev.pipelinestop.reconcile;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many rounds may run at once, which is also the most calls to AWS at once: a round makes one
 * call at a time. A slot is taken before the look, so that waiting for it cannot make a look stale.
 */
public final class RoundSlots {
  private final int count;
  private final Semaphore slots;
  private volatile boolean closed;

  /** So many slots. */
  public RoundSlots(int count) {
    this.count = count;
    // Fair: neither new stops nor old polls can starve the other.
    this.slots = new Semaphore(count, true);
  }

  /**
   * Waits for a slot and runs the work in it.
   *
   * @return empty if the slots were closed before the work began, or the thread was interrupted
   */
  <T> Optional<T> run(Supplier<T> work) {
    try {
      slots.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return closed ? Optional.empty() : Optional.of(work.get());
    } finally {
      slots.release();
    }
  }

  /** About how many wait for one. */
  public int waiting() {
    return slots.getQueueLength();
  }

  /**
   * Lets no work begin any more, and waits until what runs has ended.
   *
   * @return false if it had not ended in this time
   */
  public boolean close(Duration patience) {
    closed = true;
    try {
      return slots.tryAcquire(count, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
