package dev.pipelinestop.bench;

import dev.pipelinestop.process.OperatorProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code throughput}: an incident in which very many executions have to be stopped at once. The
 * operator has just been started. What it works with has not, as in a cluster: an operator before
 * this one has stopped some executions already.
 */
record Throughput(Setup setup) implements Measurement {
  private static final int PIPELINES = 100;
  private static final int BEFORE = 300;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String title() {
    return "throughput: %d requests (abandon) for executions of %d pipelines, created at once"
        .formatted(setup.requests(), PIPELINES);
  }

  @Override
  public List<Figure> run() throws Exception {
    Fleet fleet =
        new Fleet(
            "fleet",
            PIPELINES,
            Math.ceilDiv(BEFORE + setup.requests() * setup.rounds(), PIPELINES),
            "{name: UpdateStack, category: Deploy, provider: CloudFormation, takes: 1h}");
    try (Bed bed = new Bed(fleet)) {
      warmUp(bed, Job.of(fleet, 0, BEFORE, true));
      try (OperatorProcess operator = bed.operator(setup).start().awaitReady()) {
        List<Figure> figures = new ArrayList<>();
        for (int round = 0; round < setup.rounds(); round++) {
          bed.settle(operator.handle());
          int first = BEFORE + round * setup.requests();
          figures =
              new ArrayList<>(round(bed, operator, Job.of(fleet, first, setup.requests(), true)));
          if (round < setup.rounds() - 1) {
            figures.forEach(figure -> System.out.println("  " + figure.line()));
            System.out.println();
          }
        }
        return figures;
      }
    }
  }

  /** Lets the API server, the simulator and the benchmark do what they do in a round. */
  private void warmUp(Bed bed, List<Job> jobs) throws Exception {
    try (OperatorProcess before = bed.operator(setup).start()) {
      before.awaitReady();
      var unused = bed.create(jobs);
      var unusedToo = bed.watch(jobs).awaitFinished(PATIENCE);
    }
    bed.deleteAll();
  }

  private List<Figure> round(Bed bed, OperatorProcess operator, List<Job> jobs) throws Exception {
    Progress progress = bed.watch(jobs);
    ServerCounts before = bed.counts();
    Cpu cpu =
        Cpu.count(
            Map.of(
                "operator", List.of(operator.handle()),
                "simulator", List.of(bed.simulator().handle()),
                "API server and etcd", bed.servers(),
                "benchmark", List.of(ProcessHandle.current())));

    Map<Job, Instant> sent = bed.create(jobs);
    Instant created = Instant.now();
    Map<Job, Instant> finished = progress.awaitFinished(PATIENCE);

    List<Figure> taken = cpu.figures();
    ServerCounts counts = bed.counts().since(before);
    Stops stops = Stops.of(bed.simulator().calls(), jobs);
    Map<Job, Instant> accepted = stops.accepted();
    Times toAccepted = Times.between(sent, accepted);
    Times toFinished = Times.between(sent, finished);
    Memory memory = Memory.of(operator.pid());
    Instant first = sent.values().stream().min(Instant::compareTo).orElseThrow();

    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of(
            "first create to last create", Times.seconds(Duration.between(first, created)), "s"));
    figures.add(
        Figure.of("first create to last accepted stop", Times.span(sent, accepted), "s").atMost(6));
    figures.add(
        Figure.of("first create to last finished request", Times.span(sent, finished), "s")
            .atMost(12));
    figures.add(Figure.of("create to accepted stop, p50", toAccepted.percentile(50), "s"));
    figures.add(Figure.of("create to accepted stop, p99", toAccepted.percentile(99), "s"));
    figures.add(Figure.of("create to finished, p50", toFinished.percentile(50), "s"));
    figures.add(Figure.of("create to finished, p99", toFinished.percentile(99), "s"));
    figures.add(Figure.of("stops not accepted", setup.requests() - accepted.size(), "").atMost(0));
    figures.add(
        Figure.of("status writes a request, on average", stops.perJob(counts.statusWrites()), "")
            .atMost(4));
    figures.add(Figure.of("  of them conflicts", stops.perJob(counts.conflicts()), ""));
    figures.add(Figure.of("reads from the API server a request", stops.perJob(counts.reads()), ""));
    figures.add(Figure.of("events a request", stops.perJob(counts.events()), ""));
    figures.add(
        Figure.of("AWS calls a request, the most for one", (double) stops.mostForOne(), "")
            .atMost(6));
    figures.add(
        Figure.of("AWS calls a request, on average", stops.perJob(stops.calls().size()), ""));
    figures.addAll(stops.callsPerJob());
    figures.add(Figure.of("RSS, the most", memory.most(), "MiB").atMost(256));
    figures.add(Figure.of("RSS at the end", memory.now(), "MiB"));
    figures.addAll(taken);
    return figures;
  }
}
