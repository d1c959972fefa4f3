package dev.pipelinestop.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * PIT, in a JVM of the JDK that this one runs on. Its own Maven plugin takes Maven's JDK, in which
 * the tests cannot be loaded, and then finds none.
 *
 * @param classes the folder with the classes to change
 * @param sources the folder with their sources
 * @param reports the folder for the reports
 */
record Pit(Path classes, Path sources, Path reports, int threads, String verbosity) {
  private static final String MAIN = "org.pitest.mutationtest.commandline.MutationCoverageReport";

  /** Pure tests, and tests on a virtual clock. */
  private static final String TESTS = "dev.pipelinestop.stop.*,dev.pipelinestop.reconcile.*";

  /**
   * Makes every change of these classes.
   *
   * @param name of the folder for the report
   * @param perJvm how many changes are made in one JVM, which is faster than one for each; 0 for
   *     any number
   */
  List<Mutant> change(String name, List<Class<?>> types, int perJvm) throws Exception {
    if (types.isEmpty()) {
      return List.of();
    }
    Path report = reports.resolve(name);
    Path changes = report.resolve("mutations.xml");
    // PIT writes none if it finds nothing to change: one of an earlier run must not count.
    Files.deleteIfExists(changes);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                MAIN,
                "--targetClasses="
                    + types.stream().map(Class::getName).collect(Collectors.joining(",")),
                "--targetTests=" + TESTS,
                "--mutableCodePaths=" + classes.toAbsolutePath(),
                "--sourceDirs=" + sources.toAbsolutePath(),
                "--reportDir=" + report,
                "--timestampedReports=false",
                "--outputFormats=XML,HTML",
                "--failWhenNoMutations=false",
                "--mutationUnitSize=" + perJvm,
                "--threads=" + threads,
                "--jvmArgs=-XX:+UseSerialGC,-XX:TieredStopAtLevel=1,-Xmx512m",
                "--verbosity=" + verbosity)
            .inheritIO()
            .start();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException("PIT ended with " + exit);
    }
    return Files.exists(changes) ? read(changes) : List.of();
  }

  /** The changes in a report of PIT. */
  static List<Mutant> read(Path report)
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
