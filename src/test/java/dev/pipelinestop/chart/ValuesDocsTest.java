package dev.pipelinestop.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.docs.GeneratedPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The values of the chart, in the documentation as in the chart. */
class ValuesDocsTest {

  @Test
  void everyValueIsListed() throws IOException {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("Value", "Default", "Meaning"));
    Values.read()
        .documented()
        .forEach(
            value ->
                rows.add(
                    List.of(
                        "`" + value.path() + "`", "`" + value.standard() + "`", value.meaning())));
    new GeneratedPart("docs/values.md", "values").isTable(rows);
  }

  @Test
  void everyValueHasAMeaning() throws IOException {
    var values = Values.read();
    var documented = values.documented().stream().map(Values.Value::path).toList();

    assertThat(values.leaves())
        .isNotEmpty()
        .allSatisfy(
            leaf ->
                assertThat(documented)
                    .as("a comment that begins with # -- in helm/values.yaml, for %s", leaf)
                    .anyMatch(path -> leaf.equals(path) || leaf.startsWith(path + ".")));
  }
}
