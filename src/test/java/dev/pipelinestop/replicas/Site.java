package dev.pipelinestop.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.process.OperatorProcess;
import dev.pipelinestop.process.OperatorProcess.Launch;
import dev.pipelinestop.simulator.ActionDefinition;
import dev.pipelinestop.simulator.Call;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.simulator.SimulatorServer;
import dev.pipelinestop.simulator.Status;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A namespace in which many executions are to be stopped, a simulated AWS, and replicas that do it.
 * What is asked for is remembered here, so that at the end nothing can be missing.
 */
final class Site implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int AT_ONCE = 16;
  private static final String SLOW = "slow";
  private static final String OVER = "over";

  private final KubernetesClient client;
  private final String namespace;
  private final Path kubeconfig;
  private final SimulatorServer aws = SimulatorServer.start(Simulator.realTime());
  private final List<OperatorProcess> replicas = new ArrayList<>();
  private final Map<String, String> executions = new LinkedHashMap<>();

  Site(KubernetesClient client, String namespace, Path kubeconfig) {
    this.client = client;
    this.namespace = namespace;
    this.kubeconfig = kubeconfig;
    var slow = ActionDefinition.action("UpdateStack").takes(Duration.ofHours(1));
    var unused = aws().pipeline(SLOW).mode(ExecutionMode.PARALLEL).stage("Deploy", slow);
    unused =
        aws()
            .pipeline(OVER)
            .mode(ExecutionMode.PARALLEL)
            .stage("Deploy", ActionDefinition.action("Test"));
  }

  Simulator aws() {
    return aws.simulator();
  }

  /** A replica whose calls are signed with its name. */
  OperatorProcess start(String name, Path cluster, String... flags) {
    OperatorProcess replica =
        Launch.jar("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m")
            .cluster(cluster)
            .aws(aws.endpoint())
            .environment("POD_NAME", name)
            .environment("POD_NAMESPACE", namespace)
            .environment("AWS_ACCESS_KEY_ID", name)
            .with("--watch-namespaces=" + namespace)
            .with(flags)
            .start();
    replicas.add(replica);
    return replica.awaitReady();
  }

  OperatorProcess start(String name, String... flags) {
    return start(name, kubeconfig, flags);
  }

  /** Asks for the abandon of so many executions that would run for an hour; returns the names. */
  List<String> ask(int count) {
    return create(IntStream.range(0, count).mapToObj(i -> placed(SLOW, Placement.in("Deploy"))));
  }

  /** The same of executions that have ended already. */
  List<String> askTooLate(int count) {
    return create(
        IntStream.range(0, count).mapToObj(i -> placed(OVER, Placement.ended(Status.SUCCEEDED))));
  }

  private String placed(String pipeline, Placement placement) {
    String name = pipeline + "-" + executions.size();
    executions.put(name, aws().place(pipeline, placement));
    return name;
  }

  private List<String> create(Stream<String> names) {
    List<String> all = names.toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<?> each : all.stream().map(name -> threads.submit(() -> create(name))).toList()) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return all;
  }

  private void create(String name) {
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    request.setSpec(
        PipelineStopRequestSpecBuilder.builder()
            .pipelineName(name.replaceFirst("-\\d+$", ""))
            .pipelineExecutionId(execution(name))
            .abandon(true)
            .build());
    Awaitility.await("the API server takes " + name)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .until(() -> isThere(request));
  }

  /** Also if the answer to an earlier try was lost. */
  private boolean isThere(PipelineStopRequest request) {
    try {
      return client.resource(request).create() != null;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return true;
      }
      throw e;
    }
  }

  /** Deletes a request, and creates another one of its name for another execution. */
  void replace(String name) {
    var unused =
        client.resources(PipelineStopRequest.class).inNamespace(namespace).withName(name).delete();
    executions.put(name + " before", execution(name));
    executions.put(name, aws().place(SLOW, Placement.in("Deploy")));
    create(name);
  }

  /** The name of the replica that has the lease; empty if none has. */
  String leader() {
    var lease = client.leases().inNamespace(namespace).withName("pipeline-stop-operator").get();
    String holder = lease == null ? null : lease.getSpec().getHolderIdentity();
    return holder == null ? "" : holder.replaceFirst("_.*", "");
  }

  void awaitLeader(String name) {
    Awaitility.await(name + " leads")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(leader()).isEqualTo(name));
  }

  void awaitStops(int count) {
    Awaitility.await(count + " stops are accepted")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> aws().ledger().acceptedStops(StopMode.ABANDON).size() >= count);
  }

  /** The execution that a request is for. */
  String execution(String name) {
    return Objects.requireNonNull(executions.get(name), name);
  }

  String namespace() {
    return namespace;
  }

  /** What this replica has called. */
  List<Call> calls(String replica) {
    return aws().ledger().calls().stream().filter(call -> replica.equals(call.caller())).toList();
  }

  /** Waits until these requests are finished with this reason. */
  void awaitAll(List<String> names, String reason) {
    Awaitility.await("all of them end as " + reason)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              Map<String, String> others = reasons();
              others.keySet().retainAll(names);
              assertThat(others).as("requests that are there").hasSameSizeAs(names);
              others.values().removeIf(reason::equals);
              assertThat(others).as("reasons of the others").isEmpty();
            });
  }

  private Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (PipelineStopRequest request :
        client.resources(PipelineStopRequest.class).inNamespace(namespace).list().getItems()) {
      reasons.put(
          request.getMetadata().getName(),
          request.getStatus().condition("Succeeded").map(Condition::reason).orElse(""));
    }
    return reasons;
  }

  /** Every execution that was to be stopped is stopped, and AWS has accepted that once. */
  void assertEachIsStoppedOnce(List<String> names) {
    for (String name : names) {
      String execution = execution(name);
      assertThat(aws().truth(execution).status()).as(name).isEqualTo(Status.STOPPED);
      assertThat(aws().ledger().acceptedStops(execution, StopMode.ABANDON)).as(name).hasSize(1);
    }
    assertThat(aws().ledger().acceptedStops(StopMode.WAIT)).isEmpty();
    assertThat(aws().ledger().stops())
        .as("of no other execution")
        .allMatch(stop -> executions.containsValue(stop.pipelineExecutionId()));
  }

  @Override
  public void close() {
    replicas.forEach(OperatorProcess::close);
    aws.close();
  }
}
