package dev.pipelinestop.simulator;

import java.util.Random;
import java.util.UUID;

/** Random UUIDs that are the same for the same seed. */
final class Ids {
  private final Random random;

  Ids(Random random) {
    this.random = random;
  }

  String next() {
    long version = (random.nextLong() & ~0xF000L) | 0x4000L;
    long variant = (random.nextLong() >>> 2) | 0x8000000000000000L;
    return new UUID(version, variant).toString();
  }
}
