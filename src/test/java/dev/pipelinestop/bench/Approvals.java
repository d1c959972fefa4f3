package dev.pipelinestop.bench;

import dev.pipelinestop.process.OperatorProcess;
import dev.pipelinestop.simulator.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code approvals}: waits that hang on manual approvals, for eight minutes. Not part of what is
 * measured by default; {@link Pacing} computes in a second what this one observes.
 */
record Approvals(Setup setup) implements Measurement {
  private static final int PIPELINES = 100;
  private static final int REQUESTS = 2000;
  private static final Duration LONG = Duration.ofMinutes(8);

  @Override
  public String title() {
    return "approvals: %d waits that hang on approvals, for %d minutes"
        .formatted(REQUESTS, LONG.toMinutes());
  }

  @Override
  public List<Figure> run() throws Exception {
    Fleet fleet =
        new Fleet(
            "fleet",
            PIPELINES,
            REQUESTS / PIPELINES,
            "{name: Release, category: Approval, provider: Manual}");
    List<Job> jobs = Job.of(fleet, 0, REQUESTS, false);
    try (Bed bed = new Bed(fleet);
        OperatorProcess operator = bed.operator(setup).start().awaitReady()) {
      bed.settle(operator.handle());
      ServerCounts before = bed.counts();
      var unused = bed.create(jobs);
      Thread.sleep(LONG);

      Stops stops = Stops.of(bed.simulator().calls(), jobs);
      ServerCounts counts = bed.counts().since(before);
      Memory memory = Memory.of(operator.pid());
      List<Figure> figures = new ArrayList<>(looks(stops).figures());
      figures.add(
          Figure.of("stops not accepted", REQUESTS - stops.accepted().size(), "").atMost(0));
      figures.add(
          Figure.of("status writes a request", stops.perJob(counts.statusWrites()), "").atMost(4));
      figures.add(Figure.of("AWS calls a request", stops.perJob(stops.calls().size()), ""));
      figures.addAll(stops.callsPerJob());
      figures.add(Figure.of("RSS, the most", memory.most(), "MiB").atMost(256));
      figures.add(Figure.of("RSS at the end", memory.now(), "MiB"));
      figures.add(
          Figure.of("CPU: operator", Times.seconds(Cpu.of(List.of(operator.handle()))), "s"));
      return figures;
    }
  }

  private static Looks looks(Stops stops) {
    Map<String, Instant> accepted =
        stops.accepted().entrySet().stream()
            .collect(Collectors.toMap(entry -> entry.getKey().execution(), Map.Entry::getValue));
    Looks looks = new Looks();
    for (Call call : stops.calls()) {
      String execution = call.pipelineExecutionId();
      Instant since = execution == null ? null : accepted.get(execution);
      if (execution != null && since != null && call.operation().equals("GetPipelineExecution")) {
        looks.add(execution, since, call.receivedAt());
      }
    }
    return looks;
  }
}
