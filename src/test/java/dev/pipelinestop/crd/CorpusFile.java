package dev.pipelinestop.crd;

import static java.util.function.Predicate.not;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of {@code src/test/resources/corpus}: a first comment line that says what is expected, and
 * YAML documents that are written one after the other.
 */
record CorpusFile(String name, String expected, List<String> documents) {
  private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");
  private static final Pattern BETWEEN_DOCUMENTS = Pattern.compile("(?m)^---\\n");

  static List<CorpusFile> in(String folder) {
    try (var files = Files.list(CORPUS.resolve(folder))) {
      return files.sorted().map(CorpusFile::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CorpusFile read(Path file) {
    try {
      var text = Files.readString(file);
      var expected = text.lines().findFirst().orElseThrow();
      if (!expected.startsWith("# ")) {
        throw new IllegalArgumentException(file + " does not begin with what is expected of it");
      }
      return new CorpusFile(
          file.getFileName().toString().replace(".yaml", ""),
          expected.substring(2),
          BETWEEN_DOCUMENTS.splitAsStream(text).filter(not(String::isBlank)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Stream<String> allButLast() {
    return documents.stream().limit(documents.size() - 1L);
  }

  String last() {
    return documents.getLast();
  }

  /** What a test is called by. */
  @Override
  public String toString() {
    return name;
  }
}
