package dev.pipelinestop.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.WithApiServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What GitOps tools do to our objects, done to a real API server with their own words. */
@WithApiServer
class GitOpsIT {
  private static final Path ARGOCD = Document.GITOPS.resolve("argocd");
  private static final Path FLUX = Document.GITOPS.resolve("flux");
  private static final String REQUEST = "psr/stop-payments-deploy-ops-4711";

  private final Kubectl admin;
  private final String namespace;

  GitOpsIT(ApiServer server) {
    namespace = server.newNamespace("gitops");
    admin = server.kubectl().with("--namespace=" + namespace);
  }

  static List<Document> ours() {
    List<Document> all = Document.below(Document.GITOPS, Document.POLICY);
    assertThat(all).filteredOn(Document::isForeign).hasSizeGreaterThan(5);
    return all.stream().filter(document -> !document.isForeign()).toList();
  }

  @ParameterizedTest
  @MethodSource("ours")
  void everyExampleIsTaken(Document document) {
    assertThat(
            admin
                .runWith(
                    document.textIn(namespace),
                    "create",
                    "--dry-run=server",
                    "--validate=strict",
                    "-f",
                    "-")
                .output())
        .contains("created (server dry run)");
  }

  @Test
  void theHealthIsAddedToWhatArgoCdIsConfiguredWith() {
    admin.run("create", "configmap", "argocd-cm", "--from-literal=url=https://argocd").output();

    var entry = Document.only(ARGOCD.resolve("argocd-cm.yaml"), "ConfigMap");
    admin.runWith(entry.textIn(namespace), "apply", "--server-side", "-f", "-").output();

    assertThat(admin.run("get", "configmap/argocd-cm", "--output=jsonpath={.data}").output())
        .contains("\"url\":\"https://argocd\"")
        .contains("resource.customizations.health.pipelinestop.dev_PipelineStopRequest");
  }

  @Test
  void theAccountOfFluxAppliesAndPrunesAndCanDoNothingElse() {
    Document.in(FLUX.resolve("account.yaml"))
        .forEach(each -> admin.runWith(each.textIn(namespace), "apply", "-f", "-").output());
    var flux =
        admin.with(
            "--as=system:serviceaccount:" + namespace + ":stops",
            "--as-group=system:serviceaccounts",
            "--as-group=system:authenticated");

    apply(flux, "kustomize-controller");

    assertThat(flux.run("get", "psr", "--output=name").output()).contains("stop-payments-deploy");
    assertThat(
            flux.run("patch", REQUEST, "--subresource=status", "--type=merge", "-p", "{}")
                .refusal())
        .contains("forbidden");
    assertThat(flux.run("get", "secrets").refusal()).contains("forbidden");
    flux.run("delete", REQUEST).output();
  }

  @Test
  void whatIsAppliedAgainLeavesToOthersWhatIsTheirs() {
    apply(admin, "argocd-controller");
    admin
        .run(
            "patch",
            REQUEST,
            "--subresource=status",
            "--type=merge",
            "--field-manager=pipeline-stop-operator",
            "-p",
            "{\"status\":{\"observedGeneration\":1,\"account\":\"123456789012\"}}")
        .output();
    admin.run("patch", REQUEST, "--type=merge", "-p", "{\"spec\":{\"abandon\":true}}").output();
    var before = admin.run("get", REQUEST, "--output=jsonpath={.spec}{.status}").output();

    apply(admin, "argocd-controller");

    assertThat(before).contains("\"abandon\":true", "123456789012");
    assertThat(admin.run("get", REQUEST, "--output=jsonpath={.spec}{.status}").output())
        .isEqualTo(before);
  }

  @Test
  void anEditInGitIsRefusedAndChangesNothing() {
    apply(admin, "kustomize-controller");

    assertThat(
            admin
                .runWith(
                    request().replace("payments-deploy\n", "ledger-deploy\n"),
                    "apply",
                    "--server-side",
                    "--field-manager=kustomize-controller",
                    "-f",
                    "-")
                .refusal())
        .contains("pipelineName");
    assertThat(admin.run("get", REQUEST, "--output=jsonpath={.spec.pipelineName}").output())
        .isEqualTo("payments-deploy");
  }

  /** As GitOps tools apply: server-side, each under its name. */
  private void apply(Kubectl kubectl, String manager) {
    kubectl
        .runWith(request(), "apply", "--server-side", "--field-manager=" + manager, "-f", "-")
        .output();
  }

  private String request() {
    var file = Document.GITOPS.resolve("stops").resolve("stop-payments-deploy.yaml");
    return Document.only(file, "PipelineStopRequest").textIn(namespace);
  }
}
