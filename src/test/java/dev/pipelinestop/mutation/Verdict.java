package dev.pipelinestop.mutation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run of PIT says of the tests. */
record Verdict(List<Mutant> mutants, List<Known> known) {

  /** So many of a hundred changes have to be noticed. */
  static final int TARGET = 90;

  long noticed() {
    return mutants.stream().filter(mutant -> mutant.status().noticed()).count();
  }

  double score() {
    return mutants.isEmpty() ? 0 : 100.0 * noticed() / mutants.size();
  }

  /** What is wrong, in lines for a person; empty if nothing is. */
  List<String> complaints() {
    if (mutants.isEmpty()) {
      return List.of("Nothing was changed: PIT has found no class.");
    }
    if (noticed() == 0) {
      return List.of("Nothing was noticed: PIT has found no test, or none that runs.");
    }
    List<String> complaints = new ArrayList<>();
    if (score() < TARGET) {
      complaints.add("%.1f %% were noticed; %d %% have to be.".formatted(score(), TARGET));
    }
    Map<Place, List<Mutant>> unnoticed =
        mutants.stream()
            .filter(mutant -> !mutant.status().noticed())
            .collect(
                Collectors.groupingBy(
                    Mutant::place,
                    () -> new TreeMap<>(Comparator.comparing(Place::toString)),
                    Collectors.toList()));
    Map<Place, Known> expected =
        known.stream().collect(Collectors.toMap(Known::place, Function.identity()));
    unnoticed.forEach(
        (place, found) -> {
          Known row = expected.get(place);
          if (found.size() > (row == null ? 0 : row.count())) {
            complaints.add(unknown(found, row));
          }
        });
    complaints.addAll(outdated());
    return complaints;
  }

  private static String unknown(List<Mutant> found, @Nullable Known row) {
    return "%s: %d not noticed, %d in the list:%s"
        .formatted(
            found.getFirst().place(),
            found.size(),
            row == null ? 0 : row.count(),
            found.stream()
                .map(m -> "%n    %s %s: %s".formatted(m.line(), m.status(), m.what()))
                .collect(Collectors.joining()));
  }

  /**
   * Rows of which there is less now, as far as their classes were changed in this run. What ran out
   * of time proves nothing against a row: on a busy machine a change that nobody notices does so.
   */
  private List<String> outdated() {
    Set<String> types = mutants.stream().map(m -> type(m.place())).collect(Collectors.toSet());
    return known.stream()
        .filter(row -> types.contains(type(row.place())))
        .filter(row -> perhapsUnnoticed(row.place()) < row.count())
        .map(
            row ->
                "%s: %d in the list, %d not noticed. Correct the list."
                    .formatted(row.place(), row.count(), perhapsUnnoticed(row.place())))
        .toList();
  }

  private long perhapsUnnoticed(Place place) {
    return mutants.stream()
        .filter(mutant -> mutant.place().equals(place))
        .map(Mutant::status)
        .filter(status -> !status.noticed() || status == Mutant.Status.TIMED_OUT)
        .count();
  }

  private static String type(Place place) {
    return place.method().substring(0, place.method().lastIndexOf('.'));
  }
}
