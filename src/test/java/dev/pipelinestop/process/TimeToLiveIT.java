package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.stop.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;

/** A request that is deleted when it has finished, and comes back from Git. */
@WithApiServer
final class TimeToLiveIT {

  @Test
  void whatGitCreatesAgainStopsNothing(ApiServer cluster, @TempDir Path folder) {
    try (Scene scene = new Scene(cluster, "ttl")) {
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      scene.start(scene.launch().cluster(scene.kubeconfigOfTheOperator(folder)));
      Instant notAfter = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(15);
      String manifest =
          """
          apiVersion: pipelinestop.dev/v1alpha1
          kind: PipelineStopRequest
          metadata:
            name: halt
          spec:
            pipelineName: shop
            pipelineExecutionId: %s
            abandon: true
            notAfter: "%s"
            ttlSecondsAfterFinished: 5
          """
              .formatted(execution, notAfter);

      scene.kubectl().runWith(manifest, "apply", "-f", "-").output();
      scene.awaitReason("halt", Reason.Stopped);
      int calls = scene.ledger().calls().size();
      awaitDeletion(scene);

      assertThat(Instant.now()).isAfter(notAfter);
      assertThat(scene.ledger().calls()).as("calls after the end").hasSize(calls);
      retry(scene, execution);
      scene.kubectl().runWith(manifest, "apply", "-f", "-").output();
      Awaitility.await("an event Expired")
          .atMost(Scene.PATIENCE)
          .untilAsserted(() -> assertThat(scene.events("halt")).contains(Reason.Expired.name()));
      awaitDeletion(scene);
      assertThat(scene.ledger().stops()).as("stops in the ledger").hasSize(1);
    }
  }

  private static void awaitDeletion(Scene scene) {
    Awaitility.await("the request is deleted")
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                scene
                    .kubectl()
                    .run("get", "psr", "halt", "--ignore-not-found", "-o", "name")
                    .output()
                    .isEmpty());
  }

  /** Somebody wants the execution to run after all. */
  private static void retry(Scene scene, String execution) {
    try (CodePipelineClient person = scene.person()) {
      var unused =
          person.retryStageExecution(
              request ->
                  request
                      .pipelineName("shop")
                      .stageName("Deploy")
                      .pipelineExecutionId(execution)
                      .retryMode(StageRetryMode.ALL_ACTIONS));
    }
  }
}
