package dev.pipelinestop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.process.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation names of this repository is there. */
class LayoutDocsTest {
  private static final Path MAIN = Path.of("src", "main", "java", "dev", "pipelinestop");
  private static final Pattern OURS =
      Pattern.compile("(?:src|docs|deploy|crds|helm|\\.ci|\\.github)(?:/[\\w./-]*)?");
  private static final Pattern IN_COMMAND =
      Pattern.compile(
          "(?m)(?<=[ ./=]|^)((?:src|docs|deploy|crds|helm|\\.ci|\\.github)/[\\w./-]*\\w)");
  private static final Pattern TEST = Pattern.compile("[A-Z]\\w+(?:Test|IT)");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]*)(#[^)]*)?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern PROFILE = Pattern.compile("mvn[^\\n]* -P(\\w+)");
  private static final Pattern PROPERTY = Pattern.compile("mvn[^\\n]* '?-D([\\w.]+)");

  private static final Set<String> OF_PLUGINS =
      Set.of(
          "test",
          "it.test",
          "skipTests",
          "skipITs",
          "exec.executable",
          "exec.classpathScope",
          "exec.args");

  @Test
  void everyPathThatIsNamedExists() {
    for (var page : Page.all()) {
      assertThat(page.codeWords().filter(word -> OURS.matcher(word).matches()))
          .as(page.path().toString())
          .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }
  }

  @Test
  void everyPathInACommandExists() {
    for (var page : Page.all()) {
      var paths =
          Stream.of("sh", "console")
              .flatMap(page::blocks)
              .flatMap(block -> IN_COMMAND.matcher(block.text()).results())
              .map(path -> path.group(1));
      assertThat(paths)
          .as(page.path().toString())
          .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    try (var files = Files.walk(Path.of("src", "test", "java"))) {
      var tests = files.map(file -> file.getFileName().toString().replace(".java", "")).toList();
      for (var page : Page.all()) {
        assertThat(page.codeWords().filter(word -> TEST.matcher(word).matches()))
            .as(page.path().toString())
            .allSatisfy(test -> assertThat(tests).contains(test));
      }
    }
  }

  @Test
  void everyPackageIsInTheLayout() throws IOException {
    try (var packages = Files.list(MAIN)) {
      assertThat(Page.read("README.md").firstColumn("## Layout"))
          .containsAll(packages.filter(Files::isDirectory).map(Path::toString).toList());
    }
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    for (var page : Page.all()) {
      for (var link : LINK.matcher(page.text()).results().toList()) {
        if (link.group(1).startsWith("https://")) {
          continue;
        }
        var target =
            link.group(1).isEmpty() ? page.path() : page.path().resolveSibling(link.group(1));
        assertThat(target).as("%s: %s", page.path(), link.group()).exists();
        if (link.group(2) != null) {
          assertThat(anchors(Files.readString(target)))
              .as("%s: %s", page.path(), link.group())
              .contains(link.group(2));
        }
      }
    }
  }

  @Test
  void theFlagsOfTheJvmAreThoseThatAreMeasured() {
    assertThat(Page.read("README.md").text()).contains(String.join(" ", JvmFlags.RECOMMENDED));
  }

  @Test
  void everyProfileExists() throws IOException {
    var pom = Files.readString(Path.of("pom.xml"));
    assertThat(named(PROFILE))
        .contains("sandbox", "format", "bench", "mutation")
        .allSatisfy(profile -> assertThat(pom).contains("<id>" + profile + "</id>"));
  }

  @Test
  void everyPropertyIsReadBySomething() throws IOException {
    var readers = Files.readString(Path.of("pom.xml")) + tests();
    assertThat(named(PROPERTY))
        .isNotEmpty()
        .filteredOn(property -> !OF_PLUGINS.contains(property))
        .allSatisfy(
            property ->
                assertThat(readers)
                    .containsAnyOf("${" + property + "}", "getProperty(\"" + property + "\")"));
  }

  private static List<String> named(Pattern pattern) {
    return Page.all().stream()
        .flatMap(page -> pattern.matcher(page.text()).results())
        .map(match -> match.group(1))
        .toList();
  }

  private static String tests() throws IOException {
    try (var files = Files.walk(Path.of("src", "test", "java"))) {
      var all = new StringBuilder();
      for (var file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  /** As GitHub makes them of headings. */
  private static Stream<String> anchors(String text) {
    return HEADING
        .matcher(text)
        .results()
        .map((MatchResult heading) -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> "#" + heading.replaceAll("[^\\w -]", "").replace(' ', '-'));
  }
}
