package dev.pipelinestop.simulation;

import java.time.Duration;

/**
 * A trouble and when it happens.
 *
 * @param step the step that it hits, or before which it happens, counted from 1; 0 if it happens at
 *     a time
 * @param after how long after the beginning it happens, if it is not about a step
 */
record Planned(int step, Duration after, Trouble trouble, int amount) {
  static Planned at(int step, Trouble trouble, int amount) {
    return new Planned(step, Duration.ZERO, trouble, amount);
  }

  static Planned after(Duration after, Trouble trouble, int amount) {
    return new Planned(0, after, trouble, amount);
  }

  @Override
  public String toString() {
    String when = step > 0 ? "step " + step : "%.3f s".formatted(after.toMillis() / 1000.0);
    return "%s(%d) at %s".formatted(trouble, amount, when);
  }
}
