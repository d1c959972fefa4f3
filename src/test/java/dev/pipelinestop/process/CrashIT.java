package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.stop.Reason;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The end of a process in the middle of a stop. */
@WithApiServer
final class CrashIT {

  @Test
  void killedBetweenIntentAndAnswerItStopsOnce(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "crash")) {
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      scene
          .aws()
          .faults()
          .on("StopPipelineExecution")
          .once()
          .loseAnswerByHanging(Duration.ofSeconds(30));
      OperatorProcess first = scene.start();
      scene.request("halt", "shop", execution, true);
      Awaitility.await("the stop has been sent")
          .atMost(Scene.PATIENCE)
          .until(() -> !scene.ledger().stops().isEmpty());

      first.kill();

      PipelineStopRequestStatus left = scene.read("halt").getStatus();
      assertThat(left.stop(StopMode.ABANDON).orElseThrow().outcome())
          .as("the intent is recorded, its outcome is not")
          .isNull();
      scene.start();
      PipelineStopRequestStatus status = scene.awaitReason("halt", Reason.Stopped);
      assertThat(status.stop(StopMode.ABANDON).orElseThrow().outcome())
          .isEqualTo(StopOutcome.ACCEPTED);
      assertThat(status.stop(StopMode.ABANDON).orElseThrow().attempts()).isEqualTo(1);
      assertThat(status.abandonedActionCount()).isEqualTo(1);
      assertThat(scene.ledger().stops()).as("stops in the ledger").hasSize(1);
      assertThat(scene.ledger().acceptedStops(execution, StopMode.ABANDON)).hasSize(1);
    }
  }

  @Test
  void askedToEndItLetsTheCallAnswerAndWritesTheOutcome(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "sigterm")) {
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      scene.aws().faults().on("StopPipelineExecution").once().hang(Duration.ofSeconds(3));
      OperatorProcess first = scene.start();
      scene.request("halt", "shop", execution, true);
      Awaitility.await("the stop has been sent")
          .atMost(Scene.PATIENCE)
          .until(() -> !scene.ledger().stops().isEmpty());

      long began = System.nanoTime();
      assertThat(first.terminate()).as("exit code after SIGTERM").isEqualTo(143);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));

      assertThat(scene.read("halt").getStatus().stop(StopMode.ABANDON).orElseThrow().outcome())
          .isEqualTo(StopOutcome.ACCEPTED);
      scene.start();
      scene.awaitReason("halt", Reason.Stopped);
      assertThat(scene.ledger().stops()).hasSize(1);
    }
  }
}
