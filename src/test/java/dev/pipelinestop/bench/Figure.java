package dev.pipelinestop.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One measured number.
 *
 * @param atMost the target, if there is one
 */
record Figure(String name, double value, String unit, @Nullable Double atMost) {

  /** A number without a target. */
  static Figure of(String name, double value, String unit) {
    return new Figure(name, value, unit, null);
  }

  /** This number, to be at most so much. */
  Figure atMost(double target) {
    return new Figure(name, value, unit, target);
  }

  boolean missed() {
    // Not "value > target": what is no number has missed it too.
    return atMost != null && !(value <= atMost);
  }

  String line() {
    String number = String.format(Locale.ROOT, "%-52s %10.2f %-6s", name, value, unit);
    return atMost == null
        ? number.stripTrailing()
        : number
            + String.format(Locale.ROOT, " at most %7.2f   %s", atMost, missed() ? "FAIL" : "PASS");
  }
}
