package dev.pipelinestop.simulation;

import java.time.Duration;
import java.util.List;

/** How soon requests end once nothing goes wrong any more, over many runs (invariant I8). */
record Liveness(List<Duration> sorted) {
  static Liveness of(List<Run> runs) {
    return new Liveness(runs.stream().flatMap(run -> run.ended().stream()).sorted().toList());
  }

  private Duration percentile(int percent) {
    return sorted.get((sorted.size() - 1) * percent / 100);
  }

  @Override
  public String toString() {
    return "%d requests ended after p50 %s, p99 %s, max %s of virtual time"
        .formatted(
            sorted.size(),
            seconds(percentile(50)),
            seconds(percentile(99)),
            seconds(sorted.getLast()));
  }

  private static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1000.0);
  }
}
