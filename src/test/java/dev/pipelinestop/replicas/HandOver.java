package dev.pipelinestop.replicas;

import java.time.Duration;

/** How long it takes until another replica leads, and until it makes its first call. */
final class HandOver {
  private final Site site;
  private final String what;
  private final long beganAt = System.nanoTime();

  private HandOver(Site site, String what) {
    this.site = site;
    this.what = what;
  }

  /** Begins now. */
  static HandOver after(Site site, String what) {
    return new HandOver(site, what);
  }

  /** Waits for it, and prints when it came. */
  void to(String replica) {
    site.awaitLeader(replica);
    System.out.printf("hand-over after %s: %d ms%n", what, passed().toMillis());
  }

  private Duration passed() {
    return Duration.ofNanos(System.nanoTime() - beganAt);
  }
}
