package dev.pipelinestop.simulation;

import java.util.List;
import java.util.stream.Collectors;

/** A run, fixed: what is the case, and what goes wrong. The same schedule gives the same run. */
record Schedule(Scenario scenario, List<Planned> troubles) {
  Schedule {
    troubles = List.copyOf(troubles);
  }

  static Schedule of(Scenario scenario, Planned... troubles) {
    return new Schedule(scenario, List.of(troubles));
  }

  @Override
  public String toString() {
    return scenario.name()
        + troubles.stream().map(Planned::toString).collect(Collectors.joining(", ", " [", "]"));
  }
}
