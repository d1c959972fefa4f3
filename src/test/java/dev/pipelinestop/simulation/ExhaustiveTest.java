package dev.pipelinestop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that can go wrong at a step, at every step of every base scenario. */
class ExhaustiveTest {
  /** Scenarios so short that every pair of their steps is tried. */
  private static final int SHORT = 16;

  private static final Map<Scenario, Verdict> VERDICTS = new LinkedHashMap<>();

  @BeforeAll
  static void runWithoutTroubles() {
    Scenarios.all().forEach(scenario -> VERDICTS.put(scenario, Verdict.of(scenario)));
  }

  @ParameterizedTest
  @EnumSource
  void everyStepOfEveryScenario(Family family) {
    List<Schedule> schedules =
        VERDICTS.entrySet().stream()
            .flatMap(each -> family.schedules(each.getKey(), each.getValue().reference().steps()))
            .toList();
    report(family.toString(), schedules.parallelStream().map(ExhaustiveTest::run).toList());
  }

  /** The second crash counts its steps in the run with the first one. */
  @Test
  void aCrashAfterEveryPairOfSteps() {
    List<Schedule> firsts =
        VERDICTS.values().stream()
            .filter(verdict -> verdict.reference().steps() <= SHORT)
            .flatMap(
                verdict ->
                    Family.CRASH.schedules(
                        verdict.reference().schedule().scenario(), verdict.reference().steps()))
            .toList();
    assertThat(firsts).isNotEmpty();
    List<Run> runs = firsts.parallelStream().flatMap(ExhaustiveTest::withSecondCrash).toList();
    report("CRASH, pairs", runs);
  }

  private static Stream<Run> withSecondCrash(Schedule schedule) {
    Planned first = schedule.troubles().getFirst();
    return IntStream.rangeClosed(first.step() + 1, run(schedule).steps())
        .mapToObj(
            step ->
                run(Schedule.of(schedule.scenario(), first, Planned.at(step, Trouble.CRASH, 0))));
  }

  private static Run run(Schedule schedule) {
    Verdict verdict = Objects.requireNonNull(VERDICTS.get(schedule.scenario()));
    Run run = verdict.run(schedule, Defect.NONE);
    if (run.violation() != null) {
      throw Verdict.failed(run, run.violation());
    }
    return run;
  }

  private static void report(String what, List<Run> runs) {
    assertThat(runs).hasSizeGreaterThan(100);
    System.out.printf(
        "simulation: %s: %d schedules, %d steps; %s%n",
        what, runs.size(), runs.stream().mapToInt(Run::steps).sum(), Liveness.of(runs));
  }
}
