package dev.pipelinestop.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.WithApiServer;
import org.junit.jupiter.api.Test;

/** The execution that was found in a stage, and the one that was named: shown, and fixed. */
@WithApiServer
class StageRulesIT {
  private static final String ONE = "11111111-1111-4111-8111-111111111111";
  private static final String OTHER = "22222222-2222-4222-8222-222222222222";

  private final Kubectl kubectl;

  StageRulesIT(ApiServer server) {
    kubectl = server.inNewNamespace("stage-rules");
  }

  @Test
  void whatWasFoundInAStageCannotBeChangedOrRemoved() {
    create("stop-stage", "stageName: Deploy");
    assertThat(execution("stop-stage")).isEqualTo("stop-stage payments-deploy");

    pin("stop-stage", ONE).output();
    assertThat(execution("stop-stage")).isEqualTo("stop-stage payments-deploy " + ONE);

    assertThat(pin("stop-stage", OTHER).refusal())
        .contains("status.pipelineExecutionId: Forbidden: cannot be changed");
    assertThat(patch("stop-stage", "{\"status\":null}").refusal())
        .contains("status: Forbidden: what was recorded cannot be removed");
    assertThat(execution("stop-stage")).endsWith(ONE);
  }

  @Test
  void whatWasNamedIsShownBeforeAnybodyHasLookedAndIsTheOnlyOneThatCanBeFixed() {
    create("stop-one", "pipelineExecutionId: " + ONE);
    assertThat(execution("stop-one")).isEqualTo("stop-one payments-deploy " + ONE);

    assertThat(pin("stop-one", OTHER).refusal())
        .contains("status.pipelineExecutionId: Forbidden: must be the execution that the spec");

    pin("stop-one", ONE).output();
    assertThat(execution("stop-one")).isEqualTo("stop-one payments-deploy " + ONE);
  }

  private void create(String name, String what) {
    kubectl
        .runWith(
            """
            apiVersion: pipelinestop.dev/v1alpha1
            kind: PipelineStopRequest
            metadata:
              name: %s
              labels: {pipelineExecutionId: of-no-account}
            spec:
              pipelineName: payments-deploy
              %s
              notAfter: "2099-12-31T23:59:59Z"
            """
                .formatted(name, what),
            "create",
            "-f",
            "-")
        .output();
  }

  private Kubectl.Result pin(String name, String execution) {
    return patch(
        name,
        """
        {"status": {"pipelineExecutionId": "%s", "conditions": [{
          "type": "Stalled", "status": "False", "reason": "Progressing", "message": "none",
          "lastTransitionTime": "2026-11-22T10:00:00Z"}]}}
        """
            .formatted(execution));
  }

  private Kubectl.Result patch(String name, String patch) {
    return kubectl.run("patch", "psr", name, "--subresource=status", "--type=merge", "-p", patch);
  }

  /** The row of a request, up to its execution. */
  private String execution(String name) {
    return kubectl
        .run("get", "psr", name, "--no-headers")
        .output()
        .strip()
        .replaceAll("\\s+", " ")
        .replaceAll(" [0-9]+[sm]$", "");
  }
}
