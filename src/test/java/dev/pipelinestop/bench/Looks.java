package dev.pipelinestop.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When each of many executions was looked at, counted from an instant of its own. */
final class Looks {
  /** From here on nobody waits in front of a screen any more. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Map<String, List<Duration>> byExecution = new HashMap<>();

  /** Adds a look, so long after the stop was accepted; those of one execution in their order. */
  void add(String execution, Instant accepted, Instant look) {
    byExecution
        .computeIfAbsent(execution, id -> new ArrayList<>())
        .add(Duration.between(accepted, look));
  }

  List<Figure> figures() {
    double shortest = Double.POSITIVE_INFINITY;
    double early = 0;
    for (List<Duration> looks : byExecution.values()) {
      for (int i = 0; i < looks.size(); i++) {
        Duration look = looks.get(i);
        if (look.compareTo(PATIENCE) < 0) {
          early++;
        } else if (i > 0) {
          shortest = Math.min(shortest, Times.seconds(look.minus(looks.get(i - 1))));
        }
      }
    }
    return List.of(
        Figure.of("executions", byExecution.size(), ""),
        Figure.of("looks a request in the first five minutes", early / byExecution.size(), ""),
        Figure.of("shortest pause between looks after that", shortest, "s"),
        Figure.of("most looks a request and minute after that", 60 / shortest, "").atMost(1));
  }
}
