package dev.pipelinestop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.docs.GeneratedPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The check of the checker: each deliberate mistake is caught, and the page says by what. */
class MistakesDocsTest {
  private static final Search SEARCH = new Search();

  @Test
  void everyMistakeIsCaught() throws IOException {
    List<Mistake> mistakes = Search.mistakes();
    assertThat(mistakes).hasSizeGreaterThanOrEqualTo(20);
    List<List<String>> rows =
        new ArrayList<>(mistakes.parallelStream().map(MistakesDocsTest::row).toList());
    rows.addFirst(List.of("Mistake", "Caught by", "In"));
    new GeneratedPart("docs/simulation.md", "mistakes").isTable(rows);
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

  private static List<String> row(Mistake mistake) {
    Run run =
        SEARCH
            .run(mistake)
            .orElseThrow(() -> new AssertionError("nothing catches: " + mistake.meaning()));
    Oracle.Violation violation = Objects.requireNonNull(run.violation());
    return List.of(
        mistake.meaning(),
        "`" + violation.oracle() + "`",
        run.schedule().toString().replace(" []", ""));
  }
}
