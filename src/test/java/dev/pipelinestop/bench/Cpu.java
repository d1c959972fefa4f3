package dev.pipelinestop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The time of the processors that some processes took, and with that the time that everything else
 * on the machine took: where that is much, the figures are worth little.
 */
final class Cpu {
  private static final double TICKS = 100;

  private final Map<String, List<ProcessHandle>> processes;
  private final Map<String, Duration> before = new LinkedHashMap<>();
  private final double busyBefore;

  private Cpu(Map<String, List<ProcessHandle>> processes) throws IOException {
    this.processes = processes;
    processes.forEach((name, handles) -> before.put(name, of(handles)));
    busyBefore = busy();
  }

  /** Begins to count. */
  static Cpu count(Map<String, List<ProcessHandle>> processes) throws IOException {
    return new Cpu(processes);
  }

  /** What they took since they were started. */
  static Duration of(List<ProcessHandle> handles) {
    return handles.stream()
        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** What was taken since the count began. */
  List<Figure> figures() throws IOException {
    double other = busy() - busyBefore;
    Map<String, Double> taken = new LinkedHashMap<>();
    for (var group : processes.entrySet()) {
      Duration now = of(group.getValue());
      double seconds =
          now.minus(before.getOrDefault(group.getKey(), Duration.ZERO)).toMillis() / 1000.0;
      taken.put(group.getKey(), seconds);
      other -= seconds;
    }
    taken.put("everything else on the machine", other);
    return taken.entrySet().stream()
        .map(entry -> Figure.of("CPU: " + entry.getKey(), entry.getValue(), "s"))
        .toList();
  }

  /** Seconds in which the processors had something to do: all but idle and iowait. */
  private static double busy() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      String[] columns = lines.findFirst().orElseThrow().split("\\s+");
      return (Arrays.stream(columns, 1, 9).mapToLong(Long::parseLong).sum()
              - Long.parseLong(columns[4])
              - Long.parseLong(columns[5]))
          / TICKS;
    }
  }
}
