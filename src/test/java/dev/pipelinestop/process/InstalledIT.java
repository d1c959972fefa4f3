package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.chart.Access;
import dev.pipelinestop.chart.Form;
import dev.pipelinestop.chart.Grant;
import dev.pipelinestop.chart.Installation;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.stop.Reason;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The operator with what the chart gives it and nothing else: the arguments and the environment of
 * its Deployment, and a token of its account.
 */
final class InstalledIT {
  private static final String GIT = "from-git";

  @ParameterizedTest
  @EnumSource
  void theRightsOfTheChartAreEnoughAndAllAreUsed(Form form, @TempDir Path folder) {
    try (ApiServer cluster = ApiServer.startAudited();
        Scene scene = new Scene(cluster, "installed")) {
      Installation installed =
          Installation.of(
              form.chart(scene.namespace()).with("requests: {notFoundGrace: 3s}"), cluster);
      OperatorProcess operator = scene.start(scene.launch(installed, folder));

      applyOneThatGoesByItself(scene);
      gitOpsAndTheOperatorLeaveEachOtherAlone(scene, installed);
      new Samples(scene).endAsTheySay();
      awaitDeletion(scene, "goes");
      // Asked to end, it gives its lease back, which takes rights too.
      assertThat(operator.terminate()).isEqualTo(143);

      assertThat(operator.log())
          .contains("Leading")
          .doesNotContainPattern("(?i)forbidden|\\b403\\b");
      var accesses = Access.of(installed.user(), cluster.auditLog());
      assertThat(accesses)
          .as("what the operator asked for")
          .noneMatch(access -> access.code() == HttpURLConnection.HTTP_FORBIDDEN);
      assertThat(Grant.of(installed.rendered()))
          .as("what the operator may do, all of which it did")
          .isNotEmpty()
          .allSatisfy(grant -> assertThat(accesses).anyMatch(grant::covers));
    }
  }

  private static void applyOneThatGoesByItself(Scene scene) {
    Instant notAfter = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(30);
    Manifest manifest =
        Manifest.of(
            "goes",
            "shop",
            scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack"),
            "abandon: true",
            "ttlSecondsAfterFinished: 1",
            "notAfter: \"%s\"".formatted(notAfter));
    assertThat(scene.apply(manifest)).contains("created");
    scene.awaitReason("goes", Reason.Stopped);
  }

  /** Somebody applies chart and request over and over while the operator works on the request. */
  private static void gitOpsAndTheOperatorLeaveEachOtherAlone(Scene scene, Installation installed) {
    Manifest manifest = Manifest.of(GIT, GIT, scene.waitingForApproval(GIT));
    scene.applyAs("gitops", manifest);
    scene.awaitReason(GIT, Reason.WaitingForApproval);
    PipelineStopRequest before = scene.read(GIT);

    installed.applyAs("gitops");
    List<String> versions = installed.versions();
    installed.applyAs("gitops");
    scene.applyAs("gitops", manifest);

    assertThat(installed.versions()).isEqualTo(versions);
    assertThat(scene.read(GIT).getStatus()).isEqualTo(before.getStatus());
    scene.escalate(GIT);
    scene.awaitReason(GIT, Reason.Stopped);
    PipelineStopRequest after = scene.read(GIT);

    scene.applyAs("gitops", manifest);
    installed.applyAs("gitops");

    assertThat(scene.read(GIT)).isEqualTo(after);
    assertThat(installed.versions()).isEqualTo(versions);
  }

  private static void awaitDeletion(Scene scene, String name) {
    Awaitility.await(name + " is deleted")
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                scene
                    .kubectl()
                    .run("get", "psr", name, "--ignore-not-found", "-o", "name")
                    .output()
                    .isEmpty());
  }
}
