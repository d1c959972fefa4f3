package dev.pipelinestop.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Looks for a schedule in which a mistake is seen, the simple ones first. */
final class Search {
  private static final int SEEDS = 300;

  private final List<Verdict> verdicts = Scenarios.all().stream().map(Verdict::of).toList();

  /** Every mistake there is. */
  static List<Mistake> mistakes() {
    List<Mistake> all = new ArrayList<>(List.of(DecisionMistake.values()));
    all.addAll(List.of(JudgementMistake.values()));
    all.addAll(List.of(ShellMistake.values()));
    return all;
  }

  /** The first run that shows it. */
  Optional<Run> run(Mistake mistake) {
    return Stream.of(withoutTroubles(mistake), atEveryStep(mistake), seeds(mistake))
        .flatMap(runs -> runs)
        .filter(run -> run.violation() != null)
        .findFirst();
  }

  private Stream<Run> withoutTroubles(Mistake mistake) {
    return verdicts.stream().map(verdict -> verdict.run(verdict.reference().schedule(), mistake));
  }

  /** Of what can go wrong everything is tried with one scenario before the next one. */
  private Stream<Run> atEveryStep(Mistake mistake) {
    return verdicts.stream()
        .flatMap(
            verdict ->
                Arrays.stream(Family.values())
                    .flatMap(
                        family ->
                            family.schedules(
                                verdict.reference().schedule().scenario(),
                                verdict.reference().steps()))
                    .map(schedule -> verdict.run(schedule, mistake)));
  }

  private static Stream<Run> seeds(Mistake mistake) {
    return LongStream.range(0, SEEDS)
        .mapToObj(RandomSchedule::of)
        .map(schedule -> Run.of(schedule, mistake));
  }
}
