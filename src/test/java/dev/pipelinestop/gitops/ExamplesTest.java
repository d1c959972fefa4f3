package dev.pipelinestop.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the examples promise in their comments. */
class ExamplesTest {
  private static final Path ARGOCD = Document.GITOPS.resolve("argocd");
  private static final Path FLUX = Document.GITOPS.resolve("flux");
  private static final Path STOPS = Document.GITOPS.resolve("stops");

  @Test
  void theScriptInTheConfigMapIsTheOneThatIsTested() throws IOException {
    JsonNode data =
        Document.only(ARGOCD.resolve("argocd-cm.yaml"), "ConfigMap").object().path("data");

    assertThat(data.properties()).hasSize(1);
    assertThat(
            data.path("resource.customizations.health.pipelinestop.dev_PipelineStopRequest")
                .asText())
        .isEqualTo(Files.readString(LuaHealth.SCRIPT));
  }

  @Test
  void whatIsInGitIsHarmlessWhenItIsCreatedAgain() {
    List<Document> stops = Document.below(STOPS);

    assertThat(stops)
        .isNotEmpty()
        .allSatisfy(
            stop -> {
              assertThat(stop.kind()).isEqualTo("PipelineStopRequest");
              assertThat(stop.object().path("metadata").has("generateName")).isFalse();
              assertThat(stop.object().path("spec").has("notAfter")).isTrue();
              assertThat(stop.object().path("spec").has("ttlSecondsAfterFinished")).isFalse();
              assertThat(stop.object().path("spec").path("abandon").asText("absent"))
                  .isNotEqualTo("false");
            });
  }

  @Test
  void noToolReplacesARequestThatCannotBeEdited() {
    assertThat(Document.below(ARGOCD))
        .filteredOn(document -> document.kind().equals("Application"))
        .hasSize(2)
        .allSatisfy(
            application ->
                assertThat(application.object().at("/spec/syncPolicy/syncOptions"))
                    .extracting(JsonNode::asText)
                    .contains("ServerSideApply=true")
                    .doesNotContain("Replace=true", "Force=true"));
    JsonNode kustomization =
        Document.only(FLUX.resolve("stops.yaml"), "Kustomization").object().path("spec");
    assertThat(kustomization.path("force").asBoolean(true)).isFalse();
    assertThat(kustomization.path("wait").asBoolean()).isTrue();
  }

  @Test
  void theRequestsAreTakenFromTheFolderThatIsShown() {
    JsonNode application =
        Document.below(ARGOCD).stream()
            .filter(document -> document.object().at("/spec/source/path").asText().equals("stops"))
            .findFirst()
            .orElseThrow()
            .object();
    JsonNode project =
        Document.only(ARGOCD.resolve("stops.yaml"), "AppProject").object().path("spec");
    JsonNode kustomization =
        Document.only(FLUX.resolve("stops.yaml"), "Kustomization").object().path("spec");
    JsonNode account =
        Document.only(FLUX.resolve("account.yaml"), "ServiceAccount").object().path("metadata");

    assertThat(kustomization.path("path").asText()).isEqualTo("./stops");
    assertThat(kustomization.path("serviceAccountName")).isEqualTo(account.path("name"));
    assertThat(application.at("/spec/project").asText()).isEqualTo("payments-stops");
    assertThat(application.at("/spec/source/repoURL")).isEqualTo(project.at("/sourceRepos/0"));
    assertThat(application.at("/spec/destination")).isEqualTo(project.at("/destinations/0"));
    assertThat(project.path("namespaceResourceWhitelist")).hasSize(1);
    assertThat(project.at("/namespaceResourceWhitelist/0/kind").asText())
        .isEqualTo("PipelineStopRequest");
    assertThat(Document.below(STOPS))
        .extracting(stop -> stop.object().at("/metadata/namespace"))
        .containsOnly(application.at("/spec/destination/namespace"), account.path("namespace"));
  }

  @Test
  void theRulesGenerateAtTheMomentAndLetGo() {
    List<Document> rules =
        Document.below(Document.POLICY).stream()
            .filter(document -> document.kind().equals("ClusterPolicy"))
            .toList();

    assertThat(rules)
        .hasSize(2)
        .allSatisfy(
            policy -> {
              assertThat(policy.object().at("/spec/background").asBoolean(true)).isFalse();
              assertThat(policy.object().at("/spec/rules")).hasSize(1);
              JsonNode generate = policy.object().at("/spec/rules/0/generate");
              assertThat(generate.path("synchronize").asBoolean(true)).isFalse();
              assertThat(generate.path("generateExisting").asBoolean(true)).isFalse();
            });
  }
}
