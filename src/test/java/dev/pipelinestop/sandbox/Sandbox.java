package dev.pipelinestop.sandbox;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.process.OperatorProcess;
import dev.pipelinestop.process.OperatorProcess.Launch;
import dev.pipelinestop.simulator.Call;
import dev.pipelinestop.simulator.Scenario;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.simulator.SimulatorServer;
import dev.pipelinestop.stop.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Shows the operator at work, from nothing, in under a minute. */
public final class Sandbox {
  private static final String NAMESPACE = "default";
  private static final Path SCENARIO =
      Path.of("src", "test", "resources", "simulator", "sandbox.yaml");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** An execution that AWS does not find gets 60 seconds; nobody wants to watch that. */
  private static final String GRACE = "--not-found-grace=10s";

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final KubernetesApi kubernetes;
  private final SimulatorServer simulator;
  private final OperatorProcess operator;
  private final Map<String, String> shown = new LinkedHashMap<>();
  private boolean escalated;

  private Sandbox(KubernetesApi kubernetes, SimulatorServer simulator, OperatorProcess operator) {
    this.kubernetes = kubernetes;
    this.simulator = simulator;
    this.operator = operator;
  }

  /**
   * Entry point. Exits with 0 if every request ended as it should.
   *
   * @param args the command line of the operator, such as that of the image; without one, the
   *     compiled classes run
   */
  public static void main(String[] args) {
    dev.pipelinestop.telemetry.Logs.configure(
        dev.pipelinestop.telemetry.LogFormat.TEXT, org.slf4j.event.Level.ERROR);
    boolean asItShould;
    try (KubernetesApi kubernetes = KubernetesApi.start();
        SimulatorServer simulator = SimulatorServer.start(Simulator.realTime());
        OperatorProcess operator =
            (args.length == 0
                    ? Launch.classes("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                    : Launch.command(List.of(args)))
                .cluster(kubernetes.kubeconfig())
                .aws(simulator.endpoint())
                .with(GRACE)
                .start()) {
      asItShould = new Sandbox(kubernetes, simulator, operator).run();
    }
    System.exit(asItShould ? 0 : 1);
  }

  private boolean run() {
    say("Kubernetes API: " + kubernetes.description());
    say("AWS CodePipeline: the simulator, at " + simulator.endpoint());
    operator.awaitReady();
    say("Operator: process " + operator.pid());
    Scenario.read(SCENARIO).addTo(simulator.simulator());
    for (Sample sample : Sample.ALL) {
      var unused = client().resource(sample.read()).inNamespace(NAMESPACE).create();
      say("Applied deploy/samples/" + sample.file() + ": " + sample.story());
    }
    out.println();
    out.println(Table.header());
    boolean ended = watch();
    out.println();
    List<String> wrong =
        Sample.ALL.stream()
            .flatMap(
                sample -> sample.wrong(current(sample), simulator.simulator().ledger()).stream())
            .toList();
    describe(Sample.ALL.get(1));
    tellCalls();
    if (Boolean.getBoolean("sandbox.stay")) {
      stay();
    }
    if (!ended || !wrong.isEmpty()) {
      wrong.forEach(this::say);
      out.println(operator.log());
      say("FAILED: not every request ended as it should");
      return false;
    }
    say("The operator ended on SIGTERM with exit code " + operator.terminate());
    say("All requests ended as they should.");
    return true;
  }

  private KubernetesClient client() {
    return kubernetes.client();
  }

  private PipelineStopRequest current(Sample sample) {
    return client().resource(sample.read()).inNamespace(NAMESPACE).get();
  }

  /**
   * Prints a row whenever one changes, as {@code kubectl get psr -w} does, until all have ended.
   */
  private boolean watch() {
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .pollDelay(Duration.ZERO)
          .ignoreExceptionsInstanceOf(KubernetesClientException.class)
          .until(() -> !Sample.ALL.stream().map(this::show).toList().contains(false));
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  /** Shows a row if it has changed; true if its request has ended. */
  private boolean show(Sample sample) {
    PipelineStopRequest request = current(sample);
    List<String> cells = Table.cells(request, Instant.now());
    String withoutAge = String.join(" ", cells.subList(0, cells.size() - 1));
    if (!withoutAge.equals(shown.put(sample.file(), withoutAge))) {
      out.println(Table.row(request, Instant.now()));
    }
    @Nullable PipelineStopRequestStatus status = request.getStatus();
    if (status == null) {
      return false;
    }
    if (!escalated && isWaitingForApproval(status)) {
      escalate(sample);
    }
    return status.finishedAt() != null;
  }

  private static boolean isWaitingForApproval(PipelineStopRequestStatus status) {
    return status
        .condition("Succeeded")
        .map(Condition::reason)
        .filter(Reason.WaitingForApproval.name()::equals)
        .isPresent();
  }

  private void escalate(Sample sample) {
    escalated = true;
    PipelineStopRequest waiting = current(sample);
    say("  " + waiting.getStatus().condition("Succeeded").map(Condition::message).orElse(""));
    say(
        "  A person escalates: kubectl patch psr %s --type=merge -p '{\"spec\":{\"abandon\":true}}'"
            .formatted(waiting.getMetadata().getName()));
    var unused =
        client()
            .resource(sample.read())
            .inNamespace(NAMESPACE)
            .edit(
                request -> {
                  request.setSpec(request.getSpec().with().abandon(true).build());
                  return request;
                });
  }

  private void describe(Sample sample) {
    String name = sample.read().getMetadata().getName();
    Optional<Kubectl> kubectl = kubernetes.kubectl();
    if (kubectl.isPresent()) {
      out.println("$ kubectl describe psr " + name);
      out.println(kubectl.get().run("describe", "psr", name, "-n", NAMESPACE).stdout());
    } else {
      out.println("$ kubectl get psr " + name + " -o yaml");
      out.println(Serialization.asYaml(current(sample)));
    }
  }

  private void tellCalls() {
    say("Calls to AWS: " + simulator.simulator().ledger().countsByOperation());
    for (Call stop : simulator.simulator().ledger().stops()) {
      say(
          "  StopPipelineExecution %s, mode %s, reason \"%s\": %s"
              .formatted(stop.pipelineName(), stop.mode(), stop.reason(), stop.answer()));
    }
  }

  private void stay() {
    say("Staying until Ctrl-C. In another terminal:");
    out.println(
        "export AWS_ACCESS_KEY_ID=simulated AWS_SECRET_ACCESS_KEY=simulated"
            + " AWS_DEFAULT_REGION=eu-central-1");
    out.println("export AWS_ENDPOINT_URL=" + simulator.endpoint());
    out.println("aws codepipeline get-pipeline-state --name orders-deploy");
    kubernetes
        .kubectl()
        .ifPresent(
            kubectl -> {
              out.println("export KUBECONFIG=" + kubernetes.kubeconfig());
              out.println("kubectl get psr -o wide");
            });
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(String line) {
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    out.printf("[%5.1f s] %s%n", seconds, line);
  }
}
