package dev.pipelinestop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Seeds. {@code -Dsimulation.seeds} runs so many, {@code -Dsimulation.seed} one of them and prints
 * its steps, {@code -Dsimulation.keep} keeps only some of its troubles.
 */
class RandomTest {
  private static final String SEEDS = System.getProperty("simulation.seeds");
  private static final long DEFAULT_SEEDS = 2000;

  @Test
  void keepsItsPromisesWhateverTheSeed() {
    String seed = System.getProperty("simulation.seed");
    if (seed != null) {
      runAgain(Long.parseLong(seed), System.getProperty("simulation.keep"));
      return;
    }
    long seeds = SEEDS == null ? DEFAULT_SEEDS : Long.parseLong(SEEDS);
    List<Run> runs = LongStream.range(0, seeds).parallel().mapToObj(RandomTest::run).toList();
    Map<String, Long> results =
        runs.stream()
            .flatMap(run -> run.results().stream())
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    System.out.printf(
        "simulation: %d seeds, %d steps; %s; %s%n",
        runs.size(), runs.stream().mapToInt(Run::steps).sum(), Liveness.of(runs), results);
    assertThat(results).as("results that seeds lead to").hasSizeGreaterThan(5);
  }

  private static Run run(long seed) {
    Run run;
    try {
      run = Run.of(RandomSchedule.of(seed));
    } catch (RuntimeException e) {
      throw new AssertionError("the simulation itself fails with seed " + seed, e);
    }
    if (run.violation() != null) {
      throw new Shrinking(run.schedule(), Run::of).failure(seed);
    }
    return run.withoutTrace();
  }

  private static void runAgain(long seed, @Nullable String keep) {
    Schedule whole = RandomSchedule.of(seed);
    Schedule schedule =
        keep == null
            ? whole
            : new Shrinking(whole, Run::of)
                .only(
                    Pattern.compile(",")
                        .splitAsStream(keep)
                        .filter(index -> !index.isBlank())
                        .map(Integer::valueOf)
                        .toList());
    Run run = Run.of(schedule);
    System.out.println(schedule);
    run.trace().forEach(System.out::println);
    if (run.violation() != null) {
      throw Verdict.failed(run, run.violation());
    }
  }
}
