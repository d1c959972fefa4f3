package dev.pipelinestop.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How long it took from one event to another, for each of many jobs; sorted. */
record Times(List<Duration> sorted) {

  static Times between(Map<Job, Instant> from, Map<Job, Instant> to) {
    return new Times(
        from.entrySet().stream()
            .filter(entry -> to.containsKey(entry.getKey()))
            .map(entry -> Duration.between(entry.getValue(), to.get(entry.getKey())))
            .sorted()
            .toList());
  }

  /** So many hundredths took at most this long. */
  double percentile(int hundredths) {
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int index = (int) Math.ceil(hundredths / 100.0 * sorted.size()) - 1;
    return seconds(sorted.get(Math.max(0, index)));
  }

  /** From the first of the one to the last of the other. */
  static double span(Map<Job, Instant> from, Map<Job, Instant> to) {
    return to.isEmpty()
        ? Double.NaN
        : seconds(Duration.between(Collections.min(from.values()), Collections.max(to.values())));
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
