package dev.pipelinestop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each base scenario without anything that goes wrong. */
class ScenariosTest {
  static List<Scenario> scenarios() {
    return Scenarios.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void endsAsItShould(Scenario scenario) {
    Run run = Run.of(Schedule.of(scenario));
    assertThat(run.violation()).as(String.join("\n", run.trace())).isNull();
    assertThat(scenario.results()).containsAll(run.results());
  }
}
