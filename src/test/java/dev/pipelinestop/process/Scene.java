package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.chart.Installation;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.process.OperatorProcess.Launch;
import dev.pipelinestop.simulator.ActionDefinition;
import dev.pipelinestop.simulator.Call;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.simulator.Ledger;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.SdkClients;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.simulator.SimulatorServer;
import dev.pipelinestop.simulator.Status;
import dev.pipelinestop.stop.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;

/**
 * A namespace of a real API server, a simulated AWS, and operators that watch the one and call the
 * other. Closing it ends the operators and fails if one of them logged an error.
 */
final class Scene implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ApiServer cluster;
  private final String namespace;
  private final SimulatorServer aws = SimulatorServer.start(Simulator.realTime());
  private final Console console = new Console(aws);
  private final List<OperatorProcess> operators = new ArrayList<>();
  private int beacons;

  Scene(ApiServer cluster, String prefix) {
    this.cluster = cluster;
    this.namespace = cluster.newNamespace(prefix);
  }

  String namespace() {
    return namespace;
  }

  /** Whether every operator that was started runs. */
  boolean isUp() {
    return operators.stream().allMatch(operator -> operator.handle().isAlive());
  }

  Simulator aws() {
    return aws.simulator();
  }

  Ledger ledger() {
    return aws().ledger();
  }

  Kubectl kubectl() {
    return cluster.kubectl().with("--namespace=" + namespace);
  }

  /** How the operators of this scene are started. */
  Launch launch() {
    return launch(Launch.jar("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
  }

  /** How an operator of this scene is started that is not the jar of the build. */
  Launch launch(List<String> command) {
    return launch(Launch.command(command));
  }

  private Launch launch(Launch program) {
    return program
        .cluster(cluster.kubeconfig())
        .aws(aws.endpoint())
        .with("--watch-namespaces=" + namespace);
  }

  /** How the operator of this scene is started where the chart is installed: with what it gives. */
  Launch launch(Installation installed, Path folder) {
    Launch launch =
        Launch.jar(JvmFlags.RECOMMENDED.toArray(String[]::new))
            .cluster(installed.kubeconfig(folder))
            .aws(aws.endpoint())
            .with(installed.arguments().toArray(String[]::new));
    installed.environment("pipeline-stop-operator-0").forEach(launch::environment);
    return launch;
  }

  /** What the operator is given where it is installed: the rights of the chart. */
  Path kubeconfigOfTheOperator(Path folder) {
    return Installation.ofRights(cluster).kubeconfig(folder);
  }

  /** Somebody else who calls AWS. Close it. */
  CodePipelineClient person() {
    return SdkClients.codePipeline(aws, PATIENCE);
  }

  OperatorProcess start(Launch launch) {
    OperatorProcess operator = launch.start();
    operators.add(operator);
    return operator.awaitReady();
  }

  OperatorProcess start() {
    return start(launch());
  }

  /**
   * An execution in the stage Deploy with these actions in progress for an hour; returns its id.
   */
  String running(String pipeline, ExecutionMode mode, String... actions) {
    aws()
        .pipeline(pipeline)
        .mode(mode)
        .stage(
            "Deploy",
            Arrays.stream(actions)
                .map(
                    name ->
                        ActionDefinition.action(name)
                            .category("Deploy")
                            .provider("CloudFormation")
                            .takes(Duration.ofHours(1)))
                .toArray(ActionDefinition[]::new));
    return aws().place(pipeline, Placement.in("Deploy"));
  }

  /** An execution that waits for a manual approval in the stage Approve; returns its id. */
  String waitingForApproval(String pipeline) {
    aws()
        .pipeline(pipeline)
        .stage("Approve", ActionDefinition.approval("Release"))
        .stage("After", ActionDefinition.action("Check"));
    return aws().place(pipeline, Placement.in("Approve"));
  }

  /** What people do at AWS meanwhile. */
  Console console() {
    return console;
  }

  void request(String name, String pipeline, String execution, boolean abandon) {
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    request.setSpec(
        PipelineStopRequestSpecBuilder.builder()
            .pipelineName(pipeline)
            .pipelineExecutionId(execution)
            .abandon(abandon)
            .build());
    var unused = create(request);
  }

  PipelineStopRequest create(PipelineStopRequest request) {
    return cluster.client().resource(request).create();
  }

  /** Applies a manifest with kubectl; returns what it says. */
  String apply(Manifest manifest) {
    return kubectl().runWith(manifest.toString(), "apply", "-f", "-").output();
  }

  /** Applies a manifest as GitOps does, by server-side apply and under another name. */
  void applyAs(String manager, Manifest manifest) {
    var unused =
        kubectl()
            .runWith(
                manifest.toString(),
                "apply",
                "--server-side",
                "--field-manager=" + manager,
                "-f",
                "-")
            .output();
  }

  /** A person sets spec.abandon. */
  void escalate(String name) {
    assertThat(
            kubectl()
                .run("patch", "psr", name, "--type=merge", "-p", "{\"spec\":{\"abandon\":true}}")
                .output())
        .contains("patched");
  }

  void delete(String name) {
    assertThat(kubectl().run("delete", "psr", name).output()).contains("deleted");
  }

  /** Writes a status over another, whoever wrote that, if the request is still at its version. */
  PipelineStopRequest writeStatus(PipelineStopRequest request) {
    return cluster.client().resource(request).updateStatus();
  }

  PipelineStopRequest read(String name) {
    return cluster
        .client()
        .resources(PipelineStopRequest.class)
        .inNamespace(namespace)
        .withName(name)
        .require();
  }

  /** Waits until the status of a request is as wanted, and returns it; fails with what it is. */
  PipelineStopRequestStatus await(
      String name, String what, Predicate<PipelineStopRequestStatus> wanted) {
    Awaitility.await(name + " " + what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast(
            "an operator that should run has ended",
            () -> operators.stream().allMatch(operator -> !operator.handle().isAlive()))
        .untilAsserted(
            () -> assertThat(read(name).getStatus()).as("%s %s", name, what).matches(wanted));
    return read(name).getStatus();
  }

  PipelineStopRequestStatus awaitReason(String name, Reason reason) {
    return await(name, "has the reason " + reason, status -> reason.name().equals(reason(status)));
  }

  /**
   * Waits until the operator has had time for everything that was done before: it has seen a
   * request that is made now to its end, and requests do not wait for each other.
   */
  void awaitQuiet() {
    beacons++;
    String name = "beacon-" + beacons;
    aws().pipeline(name).stage("Deploy", ActionDefinition.action("Update"));
    request(name, name, aws().place(name, Placement.ended(Status.SUCCEEDED)), true);
    awaitReason(name, Reason.ExecutionSucceeded);
  }

  /** The stops that arrived at AWS for an execution, accepted or not. */
  List<Call> stops(String execution) {
    return calls("StopPipelineExecution", execution);
  }

  /** The looks at an execution, each of which begins with this call. */
  List<Call> looks(String execution) {
    return calls("GetPipelineExecution", execution);
  }

  private List<Call> calls(String operation, String execution) {
    return ledger().calls(operation).stream()
        .filter(call -> execution.equals(call.pipelineExecutionId()))
        .toList();
  }

  static String reason(PipelineStopRequestStatus status) {
    return status.condition("Succeeded").map(Condition::reason).orElse("");
  }

  static String message(PipelineStopRequestStatus status) {
    return status.condition("Succeeded").map(Condition::message).orElse("");
  }

  /** The lines in which its operators have named this request so far. */
  String logOf(String name) {
    return operators.stream()
        .flatMap(operator -> operator.log().lines())
        .filter(line -> line.contains("\"" + name + "\""))
        .collect(Collectors.joining("\n"));
  }

  /** The reasons of the events of a request so far. */
  List<String> events(String name) {
    return cluster.client().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getName().equals(name))
        .map(event -> event.getReason())
        .toList();
  }

  @Override
  public void close() {
    try {
      for (OperatorProcess operator : operators) {
        assertThat(operator.log()).as("log of the operator").doesNotContain("\"ERROR\"", " ERROR ");
      }
    } finally {
      operators.forEach(OperatorProcess::close);
      console.close();
      aws.close();
    }
  }
}
