package dev.pipelinestop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.docs.GeneratedPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The check of the checker: each deliberate mistake is caught, and the page says by what. */
class MistakesDocsTest {
  private static final Search SEARCH = new Search();

  /** A mistake that was caught. */
  private record Caught(Mistake mistake, Run first, Set<Oracle> oracles) {
    List<String> row() {
      String by =
          oracles.stream().map(oracle -> "`" + oracle + "`").collect(Collectors.joining(", "));
      return List.of(mistake.meaning(), by, first.schedule().toString().replace(" []", ""));
    }
  }

  @Test
  void everyMistakeIsCaught() throws IOException {
    List<Mistake> mistakes = Search.mistakes();
    assertThat(mistakes).hasSizeGreaterThanOrEqualTo(20);
    List<Caught> caught = mistakes.parallelStream().map(MistakesDocsTest::caught).toList();
    List<List<String>> rows = new ArrayList<>(caught.stream().map(Caught::row).toList());
    rows.addFirst(List.of("Mistake", "Caught by", "First in"));
    new GeneratedPart("docs/simulation.md", "mistakes").isTable(rows);
    assertThat(caught.stream().flatMap(each -> each.oracles().stream()))
        .as("invariants that were seen to fail")
        .containsAll(EnumSet.range(Oracle.I1, Oracle.I8));
  }

  @Test
  void everyOracleIsListed() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Oracle", "What must hold"));
    for (Oracle oracle : Oracle.values()) {
      rows.add(List.of("`" + oracle + "`", oracle.meaning()));
    }
    new GeneratedPart("docs/simulation.md", "oracles").isTable(rows);
  }

  private static Caught caught(Mistake mistake) {
    Run first =
        SEARCH
            .first(mistake)
            .orElseThrow(() -> new AssertionError("nothing catches: " + mistake.meaning()));
    Set<Oracle> oracles = EnumSet.of(Objects.requireNonNull(first.violation()).oracle());
    oracles.addAll(SEARCH.oracles(mistake));
    return new Caught(mistake, first, oracles);
  }
}
