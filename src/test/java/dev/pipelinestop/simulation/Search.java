package dev.pipelinestop.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Looks for schedules in which a mistake is seen, the simple ones first. */
final class Search {
  private static final int SEEDS = 300;

  private final List<Verdict> verdicts = Scenarios.all().stream().map(Verdict::of).toList();
  private final Verdict everyStopTaken = Verdict.of(Scenarios.everyAbandonTaken());

  /** Every mistake there is. */
  static List<Mistake> mistakes() {
    List<Mistake> all = new ArrayList<>(List.of(DecisionMistake.values()));
    all.addAll(List.of(JudgementMistake.values()));
    all.addAll(List.of(ShellMistake.values()));
    return all;
  }

  /** The first run that shows it. */
  Optional<Run> first(Mistake mistake) {
    return failing(
            Stream.of(
                    withoutTroubles(mistake),
                    verdicts.stream().flatMap(verdict -> atEveryStep(verdict, mistake)),
                    seeds(mistake))
                .flatMap(runs -> runs))
        .findFirst();
  }

  /**
   * All oracles that see it where nothing goes wrong, or something at a step of a stop that an AWS
   * which takes every stop would take again.
   */
  Set<Oracle> oracles(Mistake mistake) {
    Set<Oracle> seen = EnumSet.noneOf(Oracle.class);
    failing(Stream.concat(withoutTroubles(mistake), atEveryStep(everyStopTaken, mistake)))
        .map(Run::violation)
        .map(Objects::requireNonNull)
        .map(Oracle.Violation::oracle)
        .forEach(seen::add);
    return seen;
  }

  private static Stream<Run> failing(Stream<Run> runs) {
    return runs.filter(run -> run.violation() != null);
  }

  private Stream<Run> withoutTroubles(Mistake mistake) {
    return verdicts.stream().map(verdict -> verdict.run(verdict.reference().schedule(), mistake));
  }

  private static Stream<Run> atEveryStep(Verdict verdict, Mistake mistake) {
    Run reference = verdict.reference();
    return Arrays.stream(Family.values())
        .flatMap(family -> family.schedules(reference.schedule().scenario(), reference.steps()))
        .map(schedule -> verdict.run(schedule, mistake));
  }

  private static Stream<Run> seeds(Mistake mistake) {
    return LongStream.range(0, SEEDS)
        .mapToObj(RandomSchedule::of)
        .map(schedule -> Run.of(schedule, mistake));
  }
}
