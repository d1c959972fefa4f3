package dev.pipelinestop.simulation;

import dev.pipelinestop.api.PipelineStopRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Every state that requests are in while the base scenarios run: for those who judge them all. */
public final class SimulatedStatuses {
  private SimulatedStatuses() {}

  /** Requests as the API server holds them after each change, scenario by scenario. */
  public static List<PipelineStopRequest> all() {
    List<PipelineStopRequest> states = new ArrayList<>();
    for (Scenario scenario : Scenarios.all()) {
      watch(Schedule.of(scenario), states::add);
      watch(Schedule.of(scenario, Planned.at(4, Trouble.DENIED, 0)), states::add);
      watch(Schedule.of(scenario, Planned.at(8, Trouble.BEGIN_DELETION, 0)), states::add);
      watch(Schedule.of(scenario, Planned.at(8, Trouble.ESCALATE, 0)), states::add);
    }
    return List.copyOf(states);
  }

  private static void watch(Schedule schedule, Consumer<PipelineStopRequest> states) {
    Run run = Run.watched(schedule, (before, now) -> now.found().ifPresent(states));
    if (run.violation() != null) {
      throw new IllegalStateException(
          String.join("\n", run.trace()), new AssertionError(run.violation()));
    }
  }
}
