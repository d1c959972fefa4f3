package dev.pipelinestop.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.fuzz.RawApi;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the admission policy says, to whom it says it, and whom it leaves alone. */
@WithTeam
class PolicyIT {
  private static final String COLLECTOR =
      "system:serviceaccount:kube-system:generic-garbage-collector";
  private static final String DENIED =
      "is forbidden: ValidatingAdmissionPolicy 'pipeline-stop-operator' with binding"
          + " 'pipeline-stop-operator' denied request: ";

  private final Team team;

  PolicyIT(Team team) {
    this.team = team;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requester | \"reason\": \"a\"         | stop    | ''",
        "requester | \"abandon\": true         | stop    | ''",
        "stopper   | \"abandon\": true         | abandon | ''",
        "stopper   | \"abandonAfter\": \"10m\" | abandon | ', as spec.abandonAfter would by"
            + " itself'",
        "stopper   | \"dryRun\": true, \"abandon\": true | abandon | ''",
      })
  void saysInOneLineWhatIsMissing(String user, String field, String verb, String more) {
    var name = team.trial(Member.REQUESTER).name();

    var refusal =
        kubectl(user)
            .runWith(Request.named(name).with(field).toString(), "create", "-f", "-")
            .refusal();

    assertThat(refusal)
        .endsWith(
            ("\"%s\" "
                    + DENIED
                    + "user \"%s\" cannot %s pipelines.pipelinestop.dev \"payments-deploy\""
                    + " in namespace \"team-a\"%s: that takes a Role with the verb %s on it\n")
                .formatted(name, user, verb, more, verb))
        .hasLineCount(1);
  }

  @Test
  void saysItOfAnEscalationAsWell() {
    var trial = team.trial(Member.STOPPER);
    var name = trial.prepared();

    var refusal =
        kubectl("stopper")
            .run("patch", "psr", name, "--type=merge", "-p", "{\"spec\":{\"abandon\":true}}")
            .refusal();

    assertThat(refusal)
        .contains(
            DENIED
                + "user \"stopper\" cannot abandon pipelines.pipelinestop.dev \"payments-deploy\"");
    assertThat(team.administrator().get(name).body()).doesNotContain("\"abandon\":true");
  }

  /** All that AWS permits in a name, and as long as it permits. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders@eu.west_1-deploy",
        "A",
        ".",
        "..",
        "@",
        "-_-",
        "Payments-Deploy",
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
      })
  void asksForTheNameAsItIs(String pipeline) {
    var one = "only-one@example.com";
    bind(one, pipeline);
    team.await("the binding is in force", () -> team.may(one, "stop", "pipelines", pipeline));
    RawApi api = team.apiImpersonating(Member.CLUSTER_ADMIN.username(), one);
    var request = team.trial(Member.NOBODY).request();
    var other = "x" + pipeline.substring(1);

    assertThat(api.create(request.of(pipeline).toString(), "Strict").body())
        .contains("\"pipelineName\":\"" + pipeline + "\"");
    assertThat(api.create(request.of(other).toString(), "Strict").body())
        .contains("cannot stop pipelines.pipelinestop.dev \\\"" + other);
    assertThat(
            kubectl()
                .with("--as=" + one)
                .run("auth", "can-i", "stop", "pipelines.pipelinestop.dev/" + pipeline)
                .stdout())
        .isEqualTo("yes\n");
  }

  private void bind(String user, String pipeline) {
    var client = team.client();
    var metadata =
        client
            .resource(
                new RoleBuilder()
                    .withNewMetadata()
                    .withNamespace(Team.NAMESPACE)
                    .withName("only-one")
                    .endMetadata()
                    .addNewRule()
                    .withApiGroups("pipelinestop.dev")
                    .withResources("pipelinestoprequests")
                    .withVerbs("create")
                    .endRule()
                    .addNewRule()
                    .withApiGroups("pipelinestop.dev", "")
                    .withResources("pipelines", "pipelines.pipelinestop.dev")
                    .withResourceNames(pipeline)
                    .withVerbs("stop")
                    .endRule()
                    .build())
            .serverSideApply()
            .getMetadata();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(Team.NAMESPACE)
                .withName(metadata.getName())
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", metadata.getName())
                .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                .build())
        .serverSideApply();
  }

  @ParameterizedTest
  @CsvSource({
    "stopper, stop, payments-deploy, yes",
    "stopper, abandon, payments-deploy, no",
    "abandoner, abandon, payments-deploy, yes",
    "payments-on-call, stop, payments-deploy, yes",
    "payments-on-call, abandon, payments-deploy, no",
    "payments-on-call, stop, orders-deploy, no",
    "requester, stop, payments-deploy, no",
    "editor, stop, payments-deploy, no",
    "cluster-admin, abandon, payments-deploy, yes",
    "nobody, stop, payments-deploy, no",
  })
  void kubectlAnswersWhoMayStop(String user, String verb, String pipeline, String answer) {
    var asked = kubectl(user).run("auth", "can-i", verb, "pipelines.pipelinestop.dev/" + pipeline);

    assertThat(asked.stdout()).isEqualTo(answer + "\n");
    assertThat(team.may(user, verb, "pipelines", pipeline)).isEqualTo(answer.equals("yes"));
  }

  @Test
  void aDryRunOfKubernetesIsAnsweredAsTheRealThing() {
    var request = Request.named(team.trial(Member.STOPPER).name());

    assertThat(
            kubectl("stopper")
                .runWith(request.toString(), "apply", "--dry-run=server", "-f", "-")
                .output())
        .contains("created (server dry run)");
    assertThat(
            kubectl("stopper")
                .runWith(
                    request.with("\"abandon\": true").toString(),
                    "apply",
                    "--dry-run=server",
                    "-f",
                    "-")
                .refusal())
        .contains("cannot abandon");
  }

  @Test
  void garbageCollectionIsNotAsked() {
    var trial = team.trial(Member.NOBODY);
    var name = trial.prepared(trial.request().with("\"abandon\": true"));
    team.administrator()
        .patch(
            name,
            """
            {"metadata": {"finalizers": ["foregroundDeletion", "a.example/b"], "ownerReferences": [
              {"apiVersion": "v1", "kind": "ConfigMap", "name": "gone", "uid": "f3c1b2a0-0000-4000-8000-000000000000"}]}}
            """);
    RawApi collector = team.apiImpersonating(Member.CLUSTER_ADMIN.username(), COLLECTOR);

    assertThat(collector.delete(name).taken()).isTrue();
    assertThat(collector.patch(name, "{\"metadata\": {\"ownerReferences\": null}}").taken())
        .isTrue();
    assertThat(collector.patch(name, "{\"metadata\": {\"finalizers\": null}}").taken()).isTrue();

    assertThat(team.administrator().get(name).code()).isEqualTo(404);
  }

  @Test
  void theCollectorIsAskedWhenItStopsSomething() {
    var name = team.trial(Member.NOBODY).prepared();
    RawApi collector = team.apiImpersonating(Member.CLUSTER_ADMIN.username(), COLLECTOR);

    assertThat(Answer.of(collector.patch(name, "{\"spec\": {\"abandon\": true}}")))
        .isEqualTo(Answer.POLICY);
  }

  @Test
  void itsExpressionsHaveTheRightTypes() {
    var policies = team.client().resources(ValidatingAdmissionPolicy.class);
    team.await(
        "the controller has looked at the expressions",
        () -> {
          var status = policies.withName("pipeline-stop-operator").get().getStatus();
          return status != null && status.getTypeChecking() != null;
        });

    var status = policies.withName("pipeline-stop-operator").get().getStatus();
    assertThat(status.getTypeChecking().getExpressionWarnings()).isEqualTo(List.of());
  }

  private Kubectl kubectl() {
    return team.server().kubectl().with("--namespace=" + Team.NAMESPACE);
  }

  private Kubectl kubectl(String user) {
    return team.server().kubectl(user).with("--namespace=" + Team.NAMESPACE);
  }
}
