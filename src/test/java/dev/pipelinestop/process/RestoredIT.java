package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.simulator.Status;
import dev.pipelinestop.stop.Reason;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Requests from a backup: created first, their status written afterwards, while the operator may
 * act in between. In most cases here somebody has retried the execution meanwhile, so that a stop
 * would hit a run that is wanted.
 */
@WithApiServer
final class RestoredIT {
  private static final int UNPROCESSABLE = 422;
  private static final String PIPELINE = "shop";
  private static final String NAME = "halt";

  /**
   * Has an execution stopped by a wait that a person escalates, and keeps a backup of that: of
   * generation 2, where the request that is created from it is of generation 1.
   */
  private static Backup escalated(Scene scene) {
    String execution = scene.running(PIPELINE, ExecutionMode.SUPERSEDED, "UpdateStack");
    scene.apply(Manifest.of(NAME, PIPELINE, execution));
    scene.awaitReason(NAME, Reason.Stopping);
    scene.escalate(NAME);
    scene.awaitReason(NAME, Reason.Stopped);
    Backup backup = new Backup(scene.read(NAME));
    assertThat(backup.status().observedGeneration()).isEqualTo(2);
    scene.delete(NAME);
    return backup;
  }

  private static void retry(Scene scene, String execution) {
    scene.console().retry(PIPELINE, "Deploy", execution);
    assertRuns(scene, execution);
  }

  private static void assertRuns(Scene scene, String execution) {
    assertThat(scene.aws().truth(execution).status()).isEqualTo(Status.IN_PROGRESS);
  }

  /** What was restored stands there, and only its generation is one of this cluster. */
  private static void awaitAcknowledged(Scene scene, Backup backup) {
    PipelineStopRequestStatus acknowledged =
        scene.await(
            NAME, "is acknowledged", status -> Long.valueOf(1).equals(status.observedGeneration()));
    assertThat(acknowledged)
        .usingRecursiveComparison()
        .ignoringFields("conditions.observedGeneration")
        .isEqualTo(backup.status().with().observedGeneration(1L).build());
    assertThat(acknowledged.conditions())
        .extracting(Condition::observedGeneration)
        .containsOnly(1L);
  }

  @Test
  void theStatusOfAFinishedRequestKeepsItFromStoppingTheRunThatWasRetried(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "restored")) {
      OperatorProcess operator = scene.start();
      Backup backup = escalated(scene);
      String execution = backup.execution();
      operator.kill();
      retry(scene, execution);
      int looks = scene.looks(execution).size();

      PipelineStopRequest created = scene.create(backup.toCreate());
      assertThat(created.getStatus())
          .as("a status is not taken when a request is created")
          .isEqualTo(PipelineStopRequestStatus.empty().with().observedGeneration(-1L).build());
      var unused = scene.writeStatus(backup.toWrite(created));
      scene.start();
      awaitAcknowledged(scene, backup);
      scene.awaitQuiet();

      assertThat(scene.looks(execution)).hasSize(looks);
      assertThat(scene.stops(execution)).as("stops, of the first request").hasSize(2);
      assertRuns(scene, execution);
    }
  }

  /** The operator was faster, and said what it found; that is not replaced any more. */
  @Test
  void aStatusThatComesAfterTheEndIsRefusedAndMissedByNobody(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "restored")) {
      scene.start();
      Backup backup = escalated(scene);
      PipelineStopRequest created = scene.create(backup.toCreate());
      PipelineStopRequestStatus found = scene.awaitReason(NAME, Reason.AlreadyStopped);

      assertThatExceptionOfType(KubernetesClientException.class)
          .isThrownBy(() -> scene.writeStatus(backup.toWrite(created)))
          .matches(e -> e.getCode() == HttpURLConnection.HTTP_CONFLICT);
      assertThatExceptionOfType(KubernetesClientException.class)
          .isThrownBy(() -> scene.writeStatus(backup.toWrite(scene.read(NAME))))
          .matches(e -> e.getCode() == UNPROCESSABLE)
          .withMessageContaining("the request is finished");
      scene.awaitQuiet();

      assertThat(scene.read(NAME).getStatus()).isEqualTo(found);
      assertThat(scene.stops(backup.execution())).as("stops, of the first request").hasSize(2);
    }
  }

  /** The operator has begun and is held up: the old status is taken, and ends its work. */
  @Test
  void aStatusThatComesInTheMiddleEndsTheRequest(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "restored")) {
      scene.start();
      Backup backup = escalated(scene);
      String execution = backup.execution();
      retry(scene, execution);
      scene.aws().faults().on("GetPipelineExecution").pipeline(PIPELINE).accessDenied();
      var unused = scene.create(backup.toCreate());
      scene.awaitReason(NAME, Reason.AccessDenied);

      var written = scene.writeStatus(backup.toWrite(scene.read(NAME)));
      assertThat(Scene.reason(written.getStatus())).isEqualTo(Reason.Stopped.name());
      scene.aws().faults().clear();
      awaitAcknowledged(scene, backup);
      scene.awaitQuiet();

      assertThat(scene.stops(execution)).as("stops, of the first request").hasSize(2);
      assertRuns(scene, execution);
    }
  }

  /** The status comes from the middle of a stop, whose end no request has seen. */
  @Test
  void aStatusFromTheMiddleOfAStopDoesNotLeadToASecondOne(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "restored")) {
      OperatorProcess operator = scene.start();
      String execution = scene.running(PIPELINE, ExecutionMode.SUPERSEDED, "UpdateStack");
      scene.apply(Manifest.of(NAME, PIPELINE, execution));
      scene.awaitReason(NAME, Reason.Stopping);
      operator.kill();
      Backup backup = new Backup(scene.read(NAME));
      scene.delete(NAME);
      stopAtAws(scene, execution);
      retry(scene, execution);
      int stops = scene.stops(execution).size();

      var unused = scene.writeStatus(backup.toWrite(scene.create(backup.toCreate())));
      scene.start();
      scene.awaitReason(NAME, Reason.ExecutionResumed);

      assertThat(scene.stops(execution)).as("stops, all from before").hasSize(stops);
      assertRuns(scene, execution);
    }
  }

  @Test
  void withoutItsStatusItIsExpiredOnceItsTimeIsOver(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "restored")) {
      scene.start();
      String execution = scene.running(PIPELINE, ExecutionMode.SUPERSEDED, "UpdateStack");
      stopAtAws(scene, execution);
      retry(scene, execution);
      int stops = scene.stops(execution).size();
      scene.apply(
          Manifest.of(
              NAME, PIPELINE, execution, "abandon: true", "notAfter: \"2026-01-01T00:00:00Z\""));

      scene.awaitReason(NAME, Reason.Expired);

      assertThat(scene.stops(execution)).as("stops, all from before").hasSize(stops);
      assertThat(scene.looks(execution))
          .as("AWS is asked once, for the time if for nothing else")
          .hasSizeLessThanOrEqualTo(1);
      assertRuns(scene, execution);
    }
  }

  private static void stopAtAws(Scene scene, String execution) {
    scene.console().abandon(PIPELINE, execution);
    Awaitility.await("it is stopped")
        .atMost(Scene.PATIENCE)
        .until(() -> scene.aws().truth(execution).status() == Status.STOPPED);
  }
}
