package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.simulator.ReadModel;
import dev.pipelinestop.simulator.Status;
import dev.pipelinestop.stop.Reason;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Somebody retries at AWS what was stopped: it runs again, with the same id. */
@WithApiServer
final class RetriedIT {
  private static final String PIPELINE = "shop";
  private static final String NAME = "halt";

  private static Manifest abandon(Scene scene) {
    String execution = scene.running(PIPELINE, ExecutionMode.SUPERSEDED, "UpdateStack");
    return Manifest.of(NAME, PIPELINE, execution, "abandon: true");
  }

  private static Status truth(Scene scene, Manifest manifest) {
    return scene.aws().truth(manifest.execution()).status();
  }

  private static void retry(Scene scene, Manifest manifest) {
    scene.console().retry(PIPELINE, "Deploy", manifest.execution());
    assertThat(truth(scene, manifest)).isEqualTo(Status.IN_PROGRESS);
  }

  @Test
  void aFinishedRequestDoesNotFollowIt(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "retried")) {
      OperatorProcess operator = scene.start();
      Manifest manifest = abandon(scene);
      scene.apply(manifest);
      PipelineStopRequestStatus ended = scene.awaitReason(NAME, Reason.Stopped);
      int looks = scene.looks(manifest.execution()).size();

      retry(scene, manifest);
      assertThat(scene.apply(manifest)).contains("unchanged");
      scene.awaitQuiet();
      operator.kill();
      scene.start();
      assertThat(scene.apply(manifest)).contains("unchanged");
      scene.awaitQuiet();

      assertThat(scene.read(NAME).getStatus()).isEqualTo(ended);
      assertThat(scene.looks(manifest.execution())).hasSize(looks);
      assertThat(scene.stops(manifest.execution())).hasSize(1);
      assertThat(truth(scene, manifest)).isEqualTo(Status.IN_PROGRESS);
    }
  }

  /** Nobody has seen its end when it is retried: the request ends, and lets it run. */
  @Test
  void aRequestThatIsNotFinishedEndsAndLetsItRun(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "retried")) {
      OperatorProcess operator = scene.start();
      Manifest manifest = abandon(scene);
      scene.apply(manifest);
      scene.awaitReason(NAME, Reason.StopAccepted);
      operator.kill();
      Awaitility.await("it is stopped")
          .atMost(Scene.PATIENCE)
          .until(() -> truth(scene, manifest) == Status.STOPPED);
      retry(scene, manifest);

      scene.start();
      scene.awaitReason(NAME, Reason.ExecutionResumed);
      assertThat(scene.apply(manifest)).contains("unchanged");
      scene.awaitQuiet();

      assertThat(Scene.reason(scene.read(NAME).getStatus()))
          .isEqualTo(Reason.ExecutionResumed.name());
      assertThat(scene.stops(manifest.execution())).hasSize(1);
      assertThat(truth(scene, manifest)).isEqualTo(Status.IN_PROGRESS);
    }
  }

  /** Created again, it is a new wish: it stops the run that was retried, unless it is expired. */
  @Test
  void aNewRequestStopsTheNewRun(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "retried")) {
      scene.start();
      // Of what was retried, the stage shows it first; the execution is Stopped a second longer.
      scene.aws().lags().set(ReadModel.GET_PIPELINE_STATE, Duration.ZERO);
      Manifest manifest = abandon(scene);
      scene.apply(manifest);
      scene.awaitReason(NAME, Reason.Stopped);
      retry(scene, manifest);

      scene.delete(NAME);
      scene.apply(manifest);
      scene.awaitReason(NAME, Reason.Stopped);

      assertThat(scene.ledger().acceptedStops(manifest.execution(), StopMode.ABANDON)).hasSize(2);
      assertThat(scene.stops(manifest.execution())).hasSize(2);
    }
  }
}
