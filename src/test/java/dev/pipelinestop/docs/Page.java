package dev.pipelinestop.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation. */
record Page(Path path, String text) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  /** A block of a page; its name says where it is. */
  record Example(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Page read(String path) {
    return read(Path.of(path));
  }

  static List<Page> all() {
    try (var files = Files.list(Path.of("docs"))) {
      return Stream.concat(Stream.of(Path.of("README.md")), files.sorted())
          .filter(file -> file.toString().endsWith(".md"))
          .map(Page::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Page read(Path path) {
    try {
      return new Page(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The blocks in this language. */
  Stream<Example> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> new Example(path + ":" + lineOf(block), block.group(2)));
  }

  private long lineOf(MatchResult block) {
    return text.substring(0, block.start()).lines().count() + 1;
  }

  /** What is set as code within the text, without the blocks. */
  Stream<String> codeWords() {
    return CODE.matcher(BLOCK.matcher(text).replaceAll("")).results().map(word -> word.group(1));
  }

  /** The code in the first column of the tables below a heading, up to the next heading. */
  Stream<String> firstColumn(String heading) {
    var start = text.indexOf("\n" + heading + "\n");
    if (start < 0) {
      throw new IllegalArgumentException(path + " has no heading " + heading);
    }
    var rest = text.substring(start + heading.length() + 2);
    var end = rest.indexOf("\n#");
    return ROW.matcher(end < 0 ? rest : rest.substring(0, end)).results().map(row -> row.group(1));
  }
}
