package dev.pipelinestop.bench;

import dev.pipelinestop.chart.Installation;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.process.OperatorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * What the operator is measured in: an API server, to which it comes as its pod does, with the
 * token and the rights of the chart, and the simulator.
 */
final class Bed implements AutoCloseable {
  private static final String REQUESTS =
      "/apis/pipelinestop.dev/v1alpha1/namespaces/default/pipelinestoprequests";
  private static final int CREATORS = 8;
  private static final double QUIET = 0.1;
  private static final int PATIENCE = 60;

  private final ApiServer kubernetes = ApiServer.start();
  private final Api api;
  private final SimulatorProcess simulator;
  private final Path account;

  Bed(Fleet fleet) throws IOException, GeneralSecurityException, InterruptedException {
    // A kubeconfig of an administrator would have the operator sign with RSA for every connection.
    account = Installation.ofRights(kubernetes).kubeconfig(kubernetes.folder());
    api = Api.of(kubernetes.config());
    simulator = SimulatorProcess.start();
    simulator.load(fleet.scenario());
  }

  SimulatorProcess simulator() {
    return simulator;
  }

  /** The API server and its etcd. */
  List<ProcessHandle> servers() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process ->
                process
                    .info()
                    .command()
                    .filter(program -> program.matches(".*/(kube-apiserver|etcd)"))
                    .isPresent())
        .toList();
  }

  OperatorProcess.Launch operator(Setup setup) {
    return setup
        .launch()
        .cluster(account)
        .aws(simulator.endpoint())
        // Fewer arenas: a thread that once allocated leaves less behind.
        .environment("MALLOC_ARENA_MAX", "2");
  }

  /** Waits until none of them has much to do, so that only what is asked for is measured. */
  void settle(ProcessHandle... others) throws InterruptedException {
    List<ProcessHandle> all =
        Stream.of(servers().stream(), Stream.of(simulator.handle()), Stream.of(others))
            .flatMap(handles -> handles)
            .toList();
    for (int second = 0; second < PATIENCE; second++) {
      Duration before = Cpu.of(all);
      Thread.sleep(1000);
      if (Cpu.of(all).minus(before).toMillis() < QUIET * 1000) {
        return;
      }
    }
    throw new IllegalStateException("after " + PATIENCE + " s there is still much going on");
  }

  /** Watches what becomes of these requests from now on. */
  Progress watch(List<Job> jobs) throws IOException, InterruptedException {
    return Progress.watch(api, REQUESTS, jobs);
  }

  /** Creates them as fast as possible; returns when each one was sent. */
  Map<Job, Instant> create(List<Job> jobs) throws InterruptedException, ExecutionException {
    Map<Job, Instant> sent = new ConcurrentHashMap<>();
    List<Callable<String>> creations =
        jobs.stream()
            .<Callable<String>>map(
                job -> {
                  String body = job.json();
                  return () -> {
                    sent.put(job, Instant.now());
                    return api.post(REQUESTS, body);
                  };
                })
            .toList();
    try (ExecutorService creators = Executors.newFixedThreadPool(CREATORS)) {
      // They are connected before anything counts.
      var unusedToo = creators.invokeAll(Collections.nCopies(CREATORS, () -> api.get("/version")));
      for (Future<String> created : creators.invokeAll(creations)) {
        var unused = created.get();
      }
    }
    return sent;
  }

  void deleteAll() throws IOException, InterruptedException {
    var unused = api.delete(REQUESTS);
  }

  /** What the API server has counted so far. */
  ServerCounts counts() throws IOException, InterruptedException {
    return ServerCounts.parse(api.get("/metrics"));
  }

  @Override
  public void close() {
    simulator.close();
    api.close();
    kubernetes.close();
  }
}
