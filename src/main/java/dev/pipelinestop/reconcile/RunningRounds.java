package dev.pipelinestop.reconcile;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The rounds that run now, and for how long each has been at its step. Takes no lock. */
final class RunningRounds {
  private final LongSupplier nanos;
  private final Set<RunningRound> running = ConcurrentHashMap.newKeySet();

  /** By this clock, which nobody can set. */
  RunningRounds(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A round that runs until it is closed. */
  final class RunningRound implements AutoCloseable {
    private volatile long stepBeganAt = nanos.getAsLong();

    /** It goes on to its next step: a write, a call to AWS, and what follows from it. */
    void step() {
      stepBeganAt = nanos.getAsLong();
    }

    @Override
    public void close() {
      running.remove(this);
    }
  }

  /** A round begins. */
  RunningRound begin() {
    RunningRound round = new RunningRound();
    running.add(round);
    return round;
  }

  /** How many run. */
  int count() {
    return running.size();
  }

  /** For how long the one has been at its step that has been for longest; zero if none runs. */
  Duration longestStep() {
    long now = nanos.getAsLong();
    return Duration.ofNanos(
        Math.max(0, running.stream().mapToLong(r -> now - r.stepBeganAt).max().orElse(0)));
  }
}
