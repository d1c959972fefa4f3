package dev.pipelinestop.bench;

import dev.pipelinestop.process.OperatorProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code start}: how long a start takes until the first of five requests that wait for it is
 * stopped, and how much memory so few requests take. Started three times; the slowest counts.
 */
record StartUp(Setup setup) implements Measurement {
  private static final int STARTS = 3;
  private static final int REQUESTS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public String title() {
    return "start: JVM start to first accepted stop with %d requests, the worst of %d starts"
        .formatted(REQUESTS, STARTS);
  }

  @Override
  public List<Figure> run() throws Exception {
    Fleet fleet =
        new Fleet(
            "fleet",
            REQUESTS,
            STARTS,
            "{name: UpdateStack, category: Deploy, provider: CloudFormation, takes: 1h}");
    double slowest = 0;
    double most = 0;
    double atTheEnd = 0;
    double cpu = 0;
    try (Bed bed = new Bed(fleet)) {
      for (int i = 0; i < STARTS; i++) {
        List<Job> jobs = Job.of(fleet, i * REQUESTS, REQUESTS, true);
        Progress progress = bed.watch(jobs);
        var unused = bed.create(jobs);
        bed.settle();
        Instant started = Instant.now();
        try (OperatorProcess operator = bed.operator(setup).start()) {
          var unusedToo = progress.awaitFinished(PATIENCE);
          Map<Job, Instant> accepted = Stops.of(bed.simulator().calls(), jobs).accepted();
          Instant first = accepted.values().stream().min(Instant::compareTo).orElseThrow();
          slowest = Math.max(slowest, Times.seconds(Duration.between(started, first)));
          Memory memory = Memory.of(operator.pid());
          most = Math.max(most, memory.most());
          atTheEnd = Math.max(atTheEnd, memory.now());
          cpu = Math.max(cpu, Times.seconds(Cpu.of(List.of(operator.handle()))));
        }
        bed.deleteAll();
      }
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("JVM start to first accepted stop", slowest, "s").atMost(4));
    figures.add(Figure.of("RSS, the most", most, "MiB").atMost(180));
    figures.add(Figure.of("RSS at the end", atTheEnd, "MiB"));
    figures.add(Figure.of("CPU: operator, from its start to its last request", cpu, "s"));
    return figures;
  }
}
