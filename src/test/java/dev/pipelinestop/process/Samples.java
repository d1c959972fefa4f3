package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.simulator.Scenario;
import dev.pipelinestop.stop.Reason;
import java.nio.file.Path;
import java.util.List;

/** A user's morning: the requests in deploy/samples, with kubectl. */
final class Samples {
  private final Scene scene;

  Samples(Scene scene) {
    this.scene = scene;
  }

  /**
   * Applies them and escalates the one that is to be escalated. The operator must run, with a short
   * grace for executions that are not found.
   */
  void endAsTheySay() {
    int stops = scene.ledger().stops().size();
    int waits = scene.ledger().acceptedStops(StopMode.WAIT).size();
    int abandons = scene.ledger().acceptedStops(StopMode.ABANDON).size();
    Scenario.read(Path.of("src/test/resources/simulator/sandbox.yaml")).addTo(scene.aws());
    Kubectl kubectl = scene.kubectl();

    assertThat(kubectl.run("apply", "-f", "deploy/samples").output())
        .contains("stop-payments-deploy created", "stop-orders-deploy created");

    // The one line that returns on success and on failure.
    for (String name : List.of("stop-web-deploy", "stop-unknown-execution")) {
      assertThat(
              kubectl
                  .run(
                      "wait", "--for=jsonpath={.status.finishedAt}", "psr/" + name, "--timeout=60s")
                  .output())
          .contains("condition met");
    }
    assertThat(
            kubectl
                .run(
                    "wait",
                    "--for=condition=Succeeded",
                    "psr/stop-payments-deploy",
                    "--timeout=60s")
                .output())
        .contains("condition met");
    String waiting =
        Scene.message(scene.awaitReason("stop-orders-deploy", Reason.WaitingForApproval));
    assertThat(waiting)
        .contains("ReleaseApproval", "stage Approve", "since 20", "7 days", "spec.abandon");

    // A person escalates; GitOps applies the same manifests again and changes nothing.
    scene.escalate("stop-orders-deploy");
    assertThat(kubectl.run("apply", "-f", "deploy/samples").output())
        .contains("stop-orders-deploy unchanged");
    scene.awaitReason("stop-orders-deploy", Reason.Stopped);
    scene.awaitReason("stop-billing-deploy", Reason.Stopped);
    scene.awaitReason("stop-catalog-deploy", Reason.Stopped);
    assertThat(scene.awaitReason("stop-tax-deploy", Reason.Stopped).region())
        .isEqualTo("us-east-1");
    assertThat(Scene.message(scene.awaitReason("try-catalog-build", Reason.DryRun)))
        .contains("nothing is sent", "abandon 1 action (action BuildImage in stage Build");

    assertThat(kubectl.run("get", "psr").output().lines().map(Samples::words))
        .contains(
            "NAME PIPELINE EXECUTION MODE STATUS RESULT ABANDONED AGE",
            "stop-payments-deploy payments-deploy 11111111-1111-4111-8111-111111111111 Wait"
                + " Stopped Stopped 0",
            "stop-web-deploy web-deploy 22222222-2222-4222-8222-222222222222 Abandon Stopped"
                + " Stopped 2",
            "stop-orders-deploy orders-deploy 33333333-3333-4333-8333-333333333333 Abandon"
                + " Stopped Stopped 1",
            "stop-billing-deploy billing-deploy 55555555-5555-4555-8555-555555555555 Abandon"
                + " Stopped Stopped 1",
            "stop-catalog-deploy catalog-deploy 66666666-6666-4666-8666-666666666666 Abandon"
                + " Stopped Stopped 1",
            "try-catalog-build catalog-deploy 77777777-7777-4777-8777-777777777777 InProgress"
                + " DryRun 0",
            "stop-tax-deploy tax-deploy 88888888-8888-4888-8888-888888888888 Wait Stopped"
                + " Stopped 0",
            "stop-search-deploy search-deploy 44444444-4444-4444-8444-444444444444 Succeeded"
                + " ExecutionSucceeded 0",
            "stop-unknown-execution payments-deploy 99999999-9999-4999-8999-999999999999"
                + " ExecutionNotFound");
    assertThat(kubectl.run("get", "psr", "-o", "wide").output())
        .contains("STAGE", "REASON", "MESSAGE", "2 actions were abandoned");
    assertThat(kubectl.run("describe", "psr", "stop-web-deploy").output())
        .contains("UpdateStack", "BuildAssets", "External Execution URL", "StopAccepted");

    assertThat(scene.ledger().stops()).hasSize(stops + 8);
    assertThat(scene.ledger().acceptedStops(StopMode.WAIT)).hasSize(waits + 4);
    assertThat(scene.ledger().acceptedStops(StopMode.ABANDON)).hasSize(abandons + 4);
  }

  /** A row without its age. */
  private static String words(String row) {
    return row.replaceAll("\\s+", " ").replaceAll(" \\d+[sm]\\S*\\s*$", "").strip();
  }
}
