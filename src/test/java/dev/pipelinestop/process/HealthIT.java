package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.LastingApiServer;
import dev.pipelinestop.simulator.ActionDefinition;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.simulator.SimulatorServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator says of itself when it cannot start, and when what it needs is away. */
final class HealthIT {
  private static final String DEFINITION = "crd/pipelinestoprequests.pipelinestop.dev";

  // Set before all tests.
  @SuppressWarnings("NullAway.Init")
  private static LastingApiServer kubernetes;

  private final SimulatorServer aws = SimulatorServer.start(Simulator.realTime());

  @BeforeAll
  static void startKubernetes() {
    kubernetes = LastingApiServer.start();
  }

  @AfterAll
  static void endKubernetes() {
    kubernetes.close();
  }

  @BeforeEach
  void theDefinitionIsThere() {
    kubernetes.kubectl().run("apply", "--server-side", "--force-conflicts", "-f", "crds").output();
    kubernetes.kubectl().run("wait", "--for=condition=Established", DEFINITION).output();
  }

  @AfterEach
  void endAws() {
    aws.close();
  }

  private int calls() {
    return aws.simulator().ledger().calls("GetPipelineExecution").size();
  }

  private OperatorProcess.Launch launch(Path kubeconfig) {
    return OperatorProcess.Launch.jar("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m")
        .cluster(kubeconfig)
        .aws(aws.endpoint())
        .with("--log-format=text", "--health-probe-bind-address=127.0.0.1:0");
  }

  private void isOneLineAndExitTwo(Path kubeconfig, String... said) {
    try (OperatorProcess operator = launch(kubeconfig).start()) {
      assertThat(operator.awaitEnd()).isEqualTo(2);
      assertThat(operator.log().lines().filter(line -> line.contains(" ERROR ")))
          .singleElement()
          .asString()
          .contains("Cannot start", "kubectl apply --server-side -f crds")
          .contains(said);
      assertThat(operator.log()).doesNotContain("\tat ");
    }
  }

  /** Of an account that may read what everybody may, and the definition not. */
  private static Path powerless(Path folder) throws Exception {
    Path kubeconfig = Files.copy(kubernetes.kubeconfig(), folder.resolve("kubeconfig"));
    Kubectl administrator = kubernetes.kubectl();
    administrator.run("create", "serviceaccount", "powerless").output();
    String token = administrator.run("create", "token", "powerless").output().strip();
    Kubectl configure = administrator.with("--kubeconfig=" + kubeconfig);
    configure.run("config", "set-credentials", "powerless", "--token=" + token).output();
    configure.run("config", "set-context", "--current", "--user=powerless").output();
    return kubeconfig;
  }

  @Test
  void aDefinitionThatIsOlderOrMissingIsOneLineAndExitTwo(@TempDir Path folder) throws Exception {
    Path powerless = powerless(folder);
    kubernetes
        .kubectl()
        .run(
            "patch",
            DEFINITION,
            "--type=json",
            "-p",
            """
            [{"op": "remove", "path": "%1$s/executionMode"},
             {"op": "remove", "path": "%1$s/stages/items/properties/status"}]
            """
                .formatted("/spec/versions/0/schema/openAPIV3Schema/properties/status/properties"))
        .output();
    String[] lacking = {"older than this operator", "status.executionMode, status.stages.status"};
    isOneLineAndExitTwo(kubernetes.kubeconfig(), lacking);
    // The published schema follows the definition within seconds.
    Awaitility.await("the older schema is published")
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                !kubernetes
                    .kubectl()
                    .run("get", "--raw", "/openapi/v3/apis/pipelinestop.dev/v1alpha1")
                    .output()
                    .contains("executionMode"));
    isOneLineAndExitTwo(powerless, lacking);

    kubernetes.kubectl().run("delete", DEFINITION).output();
    for (Path kubeconfig : List.of(kubernetes.kubeconfig(), powerless)) {
      isOneLineAndExitTwo(kubeconfig, "does not know PipelineStopRequest");
    }
  }

  @Test
  void itLivesWhileAwsAndTheApiServerAreAwayAndIsNotReadyWhileItStops() {
    aws.simulator()
        .pipeline("shop")
        .stage("Deploy", ActionDefinition.action("Update").takes(Duration.ofHours(1)));
    String execution = aws.simulator().place("shop", Placement.in("Deploy"));
    aws.simulator().faults().on("GetPipelineExecution").hang(Duration.ofSeconds(30));
    try (OperatorProcess operator =
        launch(kubernetes.kubeconfig()).with("--max-concurrent-aws-calls=1").start().awaitReady()) {
      Probe live = new Probe(operator, "/livez");
      Probe ready = new Probe(operator, "/readyz");
      Awaitility.await("it is ready")
          .atMost(Scene.PATIENCE)
          .untilAsserted(() -> assertThat(ready.ask()).contains("200"));
      for (String name : List.of("one", "two")) {
        kubernetes
            .kubectl()
            .runWith(
                """
                apiVersion: pipelinestop.dev/v1alpha1
                kind: PipelineStopRequest
                metadata: {name: %s, namespace: default}
                spec: {pipelineName: shop, pipelineExecutionId: "%s"}
                """
                    .formatted(name, execution),
                "create",
                "-f",
                "-")
            .output();
      }
      Awaitility.await("AWS is called and does not answer, and another request waits")
          .atMost(Scene.PATIENCE)
          .until(() -> calls() > 0);

      kubernetes.pause();
      try {
        assertThat(live.ask()).contains("200").noneMatch(line -> line.startsWith("FAILED"));
        assertThat(ready.ask()).contains("200");
      } finally {
        kubernetes.resume();
      }

      int before = calls();
      Awaitility.await("another call that will not be answered for seconds")
          .atMost(Scene.PATIENCE)
          .until(() -> calls() > before);
      operator.handle().destroy();
      Awaitility.await("it says that it stops, while a call is in flight")
          .atMost(Scene.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(ready.ask())
                      .contains("503", "FAILED: stopping: takes no work any more"));
      assertThat(operator.awaitEnd()).isEqualTo(143);
    }
  }
}
