package dev.pipelinestop.bench;

import dev.pipelinestop.telemetry.LogFormat;
import dev.pipelinestop.telemetry.Logs;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.event.Level;

/**
 * Measures the operator and holds it to its targets. Exits with 1 if it misses one.
 *
 * <p>What is measured is in {@code -Dbench.only}, separated by commas; each class that implements
 * {@link Measurement} says more.
 */
public final class Bench {
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Setup setup;

  private Bench(Setup setup) {
    this.setup = setup;
  }

  /** Entry point. */
  public static void main(String[] args) throws Exception {
    Logs.configure(LogFormat.TEXT, Level.ERROR);
    boolean reached = new Bench(Setup.fromSystemProperties()).run();
    System.exit(reached ? 0 : 1);
  }

  private boolean run() throws Exception {
    out.printf(
        "%d processors, JDK %s, load %.1f before the start%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    out.println(setup.shown());
    List<Figure> missed = new ArrayList<>();
    for (Measurement measurement : setup.measurements()) {
      out.printf("%n%s%n", measurement.title());
      List<Figure> figures = measurement.run();
      figures.forEach(figure -> out.println("  " + figure.line()));
      figures.stream().filter(Figure::missed).forEach(missed::add);
    }
    out.printf(
        "%n%s%n",
        missed.isEmpty() ? "PASS: every target is reached" : "FAIL: missed " + missed.size());
    missed.forEach(figure -> out.println("  " + figure.line()));
    return missed.isEmpty();
  }
}
