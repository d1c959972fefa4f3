package dev.pipelinestop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A table of a page that is made from code. It stands between two comments which name it.
 *
 * @param page the file, such as {@code docs/status.md}
 */
public record GeneratedPart(String page, String name) {
  private static final String UPDATE = "mvn -B test '-Dtest=*DocsTest' -Ddocs.update";

  /**
   * Fails if the page has another table than this one; with {@code -Ddocs.update} it is written
   * instead.
   *
   * @param rows the heading, then the rows, each with as many cells
   */
  public void isTable(List<List<String>> rows) throws IOException {
    var file = Path.of(page);
    var text = Files.readString(file);
    var begin = "<!-- %s: generated, update with %s -->\n".formatted(name, UPDATE);
    var end = "<!-- end of %s -->\n".formatted(name);
    assertThat(text).as(page).containsOnlyOnce(begin).containsOnlyOnce(end);
    var from = text.indexOf(begin) + begin.length();
    var to = text.indexOf(end);
    var expected = "\n" + markdown(rows) + "\n";
    if (System.getProperty("docs.update") == null) {
      assertThat(text.substring(from, to))
          .as("%s of %s is not what the code says. Update it with: %s", name, page, UPDATE)
          .isEqualTo(expected);
    } else {
      Files.writeString(file, text.substring(0, from) + expected + text.substring(to));
    }
  }

  private static String markdown(List<List<String>> rows) {
    var table = new StringBuilder(line(rows.getFirst()));
    table.append(line(rows.getFirst().stream().map(cell -> "---").toList()));
    rows.stream().skip(1).map(GeneratedPart::line).forEach(table::append);
    return table.toString();
  }

  private static String line(List<String> cells) {
    return "| "
        + String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList())
        + " |\n";
  }
}
