package dev.pipelinestop.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Reads PIT's report and the list, and ends with 1 where they disagree or too little was noticed.
 */
public final class Mutation {
  private static final PrintStream out = System.out;

  private Mutation() {}

  /** The report, {@code mutations.xml}, and the page with the list. */
  public static void main(String[] args) throws Exception {
    Verdict verdict =
        new Verdict(mutants(Path.of(args[0])), Known.in(Files.readString(Path.of(args[1]))));
    List<String> complaints = verdict.complaints();
    out.printf(
        "%d changes, %d noticed (%.1f %%), %d known to change nothing%n",
        verdict.mutants().size(),
        verdict.noticed(),
        verdict.score(),
        verdict.known().stream().mapToInt(Known::count).sum());
    complaints.forEach(out::println);
    out.println(complaints.isEmpty() ? "PASS" : "FAIL: see above, and docs/mutation.md");
    System.exit(complaints.isEmpty() ? 0 : 1);
  }

  static List<Mutant> mutants(Path report)
      throws IOException, ParserConfigurationException, SAXException {
    try (InputStream xml = Files.newInputStream(report)) {
      var found =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(xml)
              .getElementsByTagName("mutation");
      return IntStream.range(0, found.getLength())
          .mapToObj(i -> Mutant.of((Element) found.item(i)))
          .toList();
    }
  }
}
