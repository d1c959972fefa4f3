package dev.pipelinestop.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.WithApiServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest that is applied again and again, and a person who escalates in between. */
@WithApiServer
class EscalationIT {
  private static final String SAMPLE = "deploy/samples/escalate.yaml";
  private static final String SAYS_FALSE =
      """
      apiVersion: pipelinestop.dev/v1alpha1
      kind: PipelineStopRequest
      metadata:
        name: stop-orders-deploy
      spec:
        pipelineName: orders-deploy
        pipelineExecutionId: 33333333-3333-4333-8333-333333333333
        abandon: false
      """;
  private static final String REFUSED =
      "spec.abandon: Forbidden: cannot be taken back: the request was escalated to abandon."
          + " Leave `abandon` out of a manifest that is applied again and again.";

  private final Kubectl kubectl;

  EscalationIT(ApiServer server) {
    kubectl = server.inNewNamespace("escalation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--server-side=false", "--server-side=true"})
  void aManifestThatOmitsAbandonCanBeAppliedAfterwards(String serverSide) {
    kubectl.run("apply", serverSide, "-f", SAMPLE).output();
    escalate();

    kubectl.run("apply", serverSide, "-f", SAMPLE).output();

    assertThat(abandon()).isEqualTo("true");
  }

  @Test
  void aManifestThatSaysFalseIsRefusedAfterwards() {
    kubectl.runWith(SAYS_FALSE, "apply", "-f", "-").output();
    escalate();

    var refused = kubectl.runWith(SAYS_FALSE, "apply", "-f", "-");

    assertThat(refused.refusal()).contains(REFUSED);
    assertThat(abandon()).isEqualTo("true");
  }

  @Test
  void aManifestThatSaysFalseIsRefusedAfterwardsEvenByForce() {
    kubectl.runWith(SAYS_FALSE, "apply", "--server-side", "-f", "-").output();
    escalate();

    var conflict = kubectl.runWith(SAYS_FALSE, "apply", "--server-side", "-f", "-");
    var refused =
        kubectl.runWith(SAYS_FALSE, "apply", "--server-side", "--force-conflicts", "-f", "-");

    assertThat(conflict.refusal()).contains("conflict", ".spec.abandon");
    assertThat(refused.refusal()).contains(REFUSED);
  }

  private void escalate() {
    kubectl
        .run(
            "patch",
            "psr",
            "stop-orders-deploy",
            "--type=merge",
            "-p",
            "{\"spec\":{\"abandon\":true}}")
        .output();
  }

  private String abandon() {
    return kubectl
        .run("get", "psr", "stop-orders-deploy", "-o", "jsonpath={.spec.abandon}")
        .output();
  }
}
