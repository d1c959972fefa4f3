package dev.pipelinestop.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** What will happen, in order of time, and of arrival for the same instant. */
public final class Agenda {
  private record Entry(Instant at, long sequence, Consumer<Instant> effect) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::sequence));
  private long sequence;

  /** Each effect is given its own instant, whenever it is applied. */
  public void at(Instant instant, Consumer<Instant> effect) {
    entries.add(new Entry(instant, sequence++, effect));
  }

  /** When the next thing will happen. */
  public Optional<Instant> next() {
    return Optional.ofNullable(entries.peek()).map(Entry::at);
  }

  /** Has everything happen that is due by now. */
  public void runUntil(Instant now) {
    for (var next = entries.peek(); next != null && !next.at.isAfter(now); next = entries.peek()) {
      entries.remove();
      next.effect.accept(next.at);
    }
  }
}
