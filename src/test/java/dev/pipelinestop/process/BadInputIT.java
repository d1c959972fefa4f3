package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.simulator.ReadModel;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.stop.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong shows where the user looks, and costs nobody else anything. */
@WithApiServer
final class BadInputIT {

  /** One request gets into trouble; another one, beside it, is stopped. */
  private static void theOtherOneGoesOn(Scene scene) {
    String other = scene.running("other", ExecutionMode.SUPERSEDED, "UpdateStack");
    scene.request("other", "other", other, true);
    scene.awaitReason("other", Reason.Stopped);
  }

  private static void awaitEvent(Scene scene, String name, Reason reason) {
    Awaitility.await("an event " + reason)
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(scene.events(name)).contains(reason.name()));
  }

  @Test
  void accessDeniedIsSaidAndOthersGoOnAndItExpires(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "denied")) {
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      scene.aws().faults().on("StopPipelineExecution").pipeline("shop").accessDenied();
      scene.start(scene.launch().with("--default-not-after=20s"));
      scene.request("halt", "shop", execution, true);

      PipelineStopRequestStatus status = scene.awaitReason("halt", Reason.AccessDenied);
      assertThat(Scene.message(status)).contains("StopPipelineExecution", "permission");
      awaitEvent(scene, "halt", Reason.AccessDenied);
      theOtherOneGoesOn(scene);

      PipelineStopRequestStatus expired = scene.awaitReason("halt", Reason.Expired);
      assertThat(Scene.message(expired)).contains("StopPipelineExecution", "AccessDenied");
      assertThat(
              scene.ledger().stops().stream()
                  .filter(c -> execution.equals(c.pipelineExecutionId())))
          .as("attempts in 20 seconds")
          .hasSizeBetween(1, 3);
      awaitEvent(scene, "halt", Reason.Expired);
    }
  }

  @Test
  void throttlingIsSaidAndPasses(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "throttled")) {
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      scene.aws().faults().on("StopPipelineExecution").times(2).throttle();
      scene.start();
      scene.request("halt", "shop", execution, true);

      awaitEvent(scene, "halt", Reason.Throttled);
      PipelineStopRequestStatus status = scene.awaitReason("halt", Reason.Stopped);
      assertThat(status.stops().getFirst().attempts()).isEqualTo(3);
    }
  }

  @Test
  void anUnreachableEndpointIsSaid(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "unreachable")) {
      scene.start(scene.launch().environment("AWS_ENDPOINT_URL", "http://127.0.0.1:9"));
      scene.request("halt", "shop", "11111111-1111-4111-8111-111111111111", true);

      PipelineStopRequestStatus status = scene.awaitReason("halt", Reason.Unreachable);
      assertThat(Scene.message(status)).contains("AWS_ENDPOINT_URL");
      awaitEvent(scene, "halt", Reason.Unreachable);
    }
  }

  @Test
  void expiredCredentialsAreSaidAndOthersGoOn(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "credentials")) {
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      scene.aws().faults().on("GetPipelineExecution").pipeline("shop").expiredToken();
      scene.start();
      scene.request("halt", "shop", execution, true);

      scene.awaitReason("halt", Reason.InvalidCredentials);
      awaitEvent(scene, "halt", Reason.InvalidCredentials);
      theOtherOneGoesOn(scene);
    }
  }

  @Test
  void aWrongRegionIsAPipelineThatIsNotThere(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "region")) {
      scene.start(scene.launch().with("--aws-region=us-west-2", "--not-found-grace=3s"));
      scene.request("halt", "elsewhere", "11111111-1111-4111-8111-111111111111", true);

      PipelineStopRequestStatus status = scene.awaitReason("halt", Reason.PipelineNotFound);
      assertThat(Scene.message(status)).contains("elsewhere", "us-west-2", "123456789012");
    }
  }

  @Test
  void nonsenseIsNeverTakenForStopped(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "nonsense")) {
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      scene.aws().faults().on("GetPipelineExecution").pipeline("shop").html();
      scene.start();
      scene.request("halt", "shop", execution, true);

      PipelineStopRequestStatus status = scene.awaitReason("halt", Reason.UnintelligibleAnswer);
      assertThat(status.condition("Stopped").map(Condition::status)).contains("Unknown");
      theOtherOneGoesOn(scene);
      scene.aws().faults().clear();
      scene.awaitReason("halt", Reason.Stopped);
    }
  }

  @Test
  void anAnswerThatFillsTheMemoryIsSaidAndOthersGoOn(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "memory")) {
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      String objects = "{\"a\":[" + "{},".repeat(2_000_000) + "{}]}";
      scene
          .aws()
          .faults()
          .on("GetPipelineExecution")
          .pipeline("shop")
          .body(200, "application/x-amz-json-1.1", objects);
      scene.start();
      scene.request("halt", "shop", execution, true);

      PipelineStopRequestStatus status =
          scene.await(
              "halt",
              "says that AWS answers nonsense, or too slowly",
              s ->
                  Scene.reason(s).equals(Reason.UnintelligibleAnswer.name())
                      || Scene.reason(s).equals(Reason.NoAnswer.name()));
      assertThat(Scene.message(status)).startsWith("GetPipelineExecution: ");
      theOtherOneGoesOn(scene);
      scene.aws().faults().clear();
      scene.awaitReason("halt", Reason.Stopped);
    }
  }

  @Test
  void anUnknownStatusIsKeptWordForWord(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "status")) {
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      scene.aws().showInstead(ReadModel.GET_PIPELINE_EXECUTION, execution, "Hibernating");
      scene.start();
      scene.request("halt", "shop", execution, true);

      PipelineStopRequestStatus status = scene.awaitReason("halt", Reason.UnrecognizedStatus);
      assertThat(status.executionStatus()).isEqualTo("Hibernating");
      assertThat(status.condition("Stopped").orElseThrow())
          .matches(stopped -> stopped.status().equals("False"))
          .matches(stopped -> stopped.reason().equals("Unrecognized"));
      assertThat(scene.ledger().stops()).isEmpty();
      scene.aws().showInstead(ReadModel.GET_PIPELINE_EXECUTION, execution, null);
      scene.awaitReason("halt", Reason.Stopped);
    }
  }

  @Test
  void secretsOfActionsAppearNowhere(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "secrets")) {
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      OperatorProcess operator = scene.start(scene.launch().with("--log-level=trace"));
      scene.request("halt", "shop", execution, true);
      scene.awaitReason("halt", Reason.Stopped);

      assertThat(scene.kubectl().run("get", "psr,events", "-o", "yaml").output())
          .doesNotContain(Simulator.SECRET);
      assertThat(operator.log())
          .doesNotContain(Simulator.SECRET)
          .doesNotContain("AWS4-HMAC-SHA256", "Authorization", "X-Amz-Security-Token");
    }
  }

  @Test
  void aClusterThatIsNotThereIsOneLineAndExitOne(@TempDir Path folder) throws Exception {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: none, cluster: {server: "http://127.0.0.1:9"}}]
            users: [{name: none, user: {token: none}}]
            contexts: [{name: none, context: {cluster: none, user: none}}]
            current-context: none
            """);
    try (OperatorProcess operator =
        OperatorProcess.Launch.jar().cluster(kubeconfig).with("--log-format=text").start()) {
      assertThat(operator.awaitEnd()).isEqualTo(1);
      assertThat(operator.log().lines().toList().getLast()).contains("Cannot start", "127.0.0.1");
    }
  }
}
