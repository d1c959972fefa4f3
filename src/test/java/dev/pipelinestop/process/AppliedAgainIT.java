package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.simulator.Change;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.simulator.ReadModel;
import dev.pipelinestop.stop.Reason;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What Git and people do to requests without meaning anything by it: the same manifest again, a
 * request deleted and created again, one renamed. No execution is stopped for it a second time.
 */
@WithApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AppliedAgainIT {
  private static final String ABANDON = "abandon: true";

  private final Scene scene;

  AppliedAgainIT(ApiServer cluster) {
    scene = new Scene(cluster, "again");
    scene.aws().settings().approvalTakesWhileStopping(Duration.ofMillis(200));
    var unused = scene.start();
  }

  @AfterAll
  void close() {
    scene.close();
  }

  /** A request that has stopped an execution by an abandon. */
  private Manifest stopped(String pipeline) {
    String execution = scene.running(pipeline, ExecutionMode.SUPERSEDED, "UpdateStack");
    Manifest manifest = Manifest.of(pipeline, pipeline, execution, ABANDON);
    assertThat(scene.apply(manifest)).contains("created");
    assertThat(scene.awaitReason(pipeline, Reason.Stopped).stops()).hasSize(1);
    return manifest;
  }

  /** A request whose wait AWS has accepted, and which hangs on an approval. */
  private Manifest waiting(String pipeline) {
    Manifest manifest = Manifest.of(pipeline, pipeline, scene.waitingForApproval(pipeline));
    assertThat(scene.apply(manifest)).contains("created");
    assertThat(scene.awaitReason(pipeline, Reason.WaitingForApproval).stops()).hasSize(1);
    return manifest;
  }

  /** AWS shows these changes this much later, in every answer. */
  private void showLater(String pipeline, Duration lag, Change... changes) {
    for (ReadModel model : ReadModel.values()) {
      for (Change change : changes) {
        scene.aws().pipeline(pipeline).lags().set(model, change, lag);
      }
    }
  }

  private String uid(String name) {
    return scene.read(name).getMetadata().getUid();
  }

  /** It found the execution stopped: nothing was sent for it. */
  private void assertNothingLeftToStop(String name, Manifest manifest) {
    PipelineStopRequestStatus status = scene.awaitReason(name, Reason.AlreadyStopped);
    assertThat(status.stops()).isEmpty();
    assertThat(scene.stops(manifest.execution())).as("stops, of the first request").hasSize(1);
  }

  /** It takes the wait that is in effect for its own, and sees it to its end. */
  private void assertMirrorsTheWait(String name, Manifest manifest) {
    PipelineStopRequestStatus hanging = scene.awaitReason(name, Reason.WaitingForApproval);
    assertThat(hanging.stops()).as("of its own").isEmpty();
    assertThat(hanging.stoppingSince()).isNotNull();
    scene.console().approve(manifest.pipeline());
    scene.awaitReason(name, Reason.Stopped);
    assertThat(scene.stops(manifest.execution())).as("stops, of the first request").hasSize(1);
  }

  @Test
  void appliedAgainAfterItsEnd() {
    Manifest manifest = stopped("applied-after");
    PipelineStopRequest ended = scene.read(manifest.name());
    int looks = scene.looks(manifest.execution()).size();

    assertThat(scene.apply(manifest)).contains("unchanged");
    scene.kubectl().run("annotate", "psr", manifest.name(), "synced=again").output();
    scene.awaitQuiet();

    assertThat(scene.read(manifest.name()).getStatus()).isEqualTo(ended.getStatus());
    assertThat(scene.looks(manifest.execution())).as("looks at its execution").hasSize(looks);
    assertThat(scene.stops(manifest.execution())).hasSize(1);
  }

  @Test
  void appliedAgainInTheMiddleOfAWaitThatWasEscalated() {
    Manifest manifest = waiting("applied-middle");
    scene.escalate(manifest.name());
    assertThat(scene.apply(manifest)).contains("unchanged");
    scene.awaitReason(manifest.name(), Reason.Stopped);
    assertThat(scene.apply(manifest)).contains("unchanged");
    scene.awaitQuiet();

    assertThat(scene.read(manifest.name()).getSpec().abandon()).isTrue();
    assertThat(scene.stops(manifest.execution()))
        .extracting(call -> call.mode())
        .containsExactly(StopMode.WAIT, StopMode.ABANDON);
  }

  @Test
  void createdAgainAfterItsEnd() {
    Manifest manifest = stopped("created-after");
    scene.delete(manifest.name());
    assertThat(scene.apply(manifest)).contains("created");
    assertNothingLeftToStop(manifest.name(), manifest);
  }

  @Test
  void createdAgainInTheMiddleOfAWait() {
    Manifest manifest = waiting("created-middle");
    String first = uid(manifest.name());
    scene.delete(manifest.name());
    assertThat(scene.apply(manifest)).contains("created");
    assertMirrorsTheWait(manifest.name(), manifest);
    assertThat(uid(manifest.name())).isNotEqualTo(first);
  }

  /**
   * AWS has accepted the abandon and does not show it yet: the new request, which cannot know,
   * asks, and AWS does not accept it twice.
   */
  @Test
  void createdAgainWhileTheAbandonDoesNotShow() {
    String pipeline = "created-unseen";
    String execution = scene.running(pipeline, ExecutionMode.SUPERSEDED, "UpdateStack");
    showLater(pipeline, Duration.ofDays(1), Change.ABANDONING, Change.ABANDONED);
    Manifest manifest = Manifest.of(pipeline, pipeline, execution, ABANDON);
    assertThat(scene.apply(manifest)).contains("created");
    scene.awaitReason(pipeline, Reason.StopAccepted);
    scene.delete(pipeline);
    assertThat(scene.apply(manifest)).contains("created");

    PipelineStopRequestStatus asked = scene.awaitReason(pipeline, Reason.NotStoppableYet);
    assertThat(asked.stop(StopMode.ABANDON).orElseThrow().outcome())
        .isEqualTo(StopOutcome.NOT_STOPPABLE);
    showLater(pipeline, Duration.ZERO, Change.ABANDONING, Change.ABANDONED);
    scene.awaitReason(pipeline, Reason.AlreadyStopped);
    assertThat(scene.ledger().acceptedStops(execution, StopMode.ABANDON)).hasSize(1);
  }

  /** The same with a wait: AWS says that it is stopping already, which counts as the wait. */
  @Test
  void createdAgainWhileTheWaitDoesNotShow() {
    String pipeline = "created-unseen-wait";
    String execution = scene.waitingForApproval(pipeline);
    showLater(pipeline, Duration.ofDays(1), Change.WAITING);
    Manifest manifest = Manifest.of(pipeline, pipeline, execution);
    assertThat(scene.apply(manifest)).contains("created");
    scene.awaitReason(pipeline, Reason.StopAccepted);
    scene.delete(pipeline);
    assertThat(scene.apply(manifest)).contains("created");

    PipelineStopRequestStatus asked = scene.awaitReason(pipeline, Reason.StopAccepted);
    assertThat(asked.stop(StopMode.WAIT).orElseThrow().outcome())
        .isEqualTo(StopOutcome.ALREADY_STOPPING);
    showLater(pipeline, Duration.ZERO, Change.WAITING);
    scene.awaitReason(pipeline, Reason.WaitingForApproval);
    scene.console().approve(pipeline);
    scene.awaitReason(pipeline, Reason.Stopped);
    assertThat(scene.ledger().acceptedStops(execution, StopMode.WAIT)).hasSize(1);
  }

  /**
   * The round of the old request ends while the new one waits for its next look. Java Operator SDK
   * knows both by their name, and takes the timer of the new one away.
   */
  @Test
  void createdAgainForAnotherExecutionWhileAwsIsSilent() {
    String name = "created-silent";
    String old = scene.running(name, ExecutionMode.SUPERSEDED, "UpdateStack");
    scene.aws().faults().on("GetPipelineExecution").execution(old).once().hang(Duration.ofHours(1));
    assertThat(scene.apply(Manifest.of(name, name, old, ABANDON))).contains("created");
    awaitLooks(old, 1);
    scene.delete(name);
    String pipeline = "created-spoken";
    String execution = scene.waitingForApproval(pipeline);
    assertThat(scene.apply(Manifest.of(name, pipeline, execution))).contains("created");
    scene.awaitReason(name, Reason.WaitingForApproval);

    // The SDK of AWS asks a second time. Its answer would have the old one send a stop.
    awaitLooks(old, 2);
    scene.awaitQuiet();
    scene.console().approve(pipeline);

    scene.awaitReason(name, Reason.Stopped);
    assertThat(scene.stops(old)).isEmpty();
    assertThat(scene.stops(execution)).hasSize(1);
  }

  private void awaitLooks(String execution, int count) {
    Awaitility.await(count + " looks at " + execution)
        .atMost(Scene.PATIENCE)
        .until(() -> scene.looks(execution).size() >= count);
  }

  @Test
  void replacedByForceAfterItsEndAndInTheMiddle() {
    Manifest ended = stopped("forced-after");
    Manifest hanging = waiting("forced-middle");
    for (Manifest manifest : List.of(ended, hanging)) {
      String first = uid(manifest.name());
      assertThat(
              scene
                  .kubectl()
                  .runWith(manifest.toString(), "replace", "--force", "-f", "-")
                  .output())
          .contains("deleted", "replaced");
      assertThat(uid(manifest.name())).isNotEqualTo(first);
    }
    assertNothingLeftToStop(ended.name(), ended);
    assertMirrorsTheWait(hanging.name(), hanging);
  }

  /** In Git a name changes; the tool applies the new one, then removes the old one. */
  @Test
  void renamedAfterItsEndAndInTheMiddle() {
    Manifest ended = stopped("renamed-after");
    Manifest hanging = waiting("renamed-middle");
    for (Manifest manifest : List.of(ended, hanging)) {
      assertThat(scene.apply(manifest.renamed("new-" + manifest.name()))).contains("created");
      scene.delete(manifest.name());
    }
    assertNothingLeftToStop("new-" + ended.name(), ended);
    assertMirrorsTheWait("new-" + hanging.name(), hanging);
  }
}
