package dev.pipelinestop.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipelinestop.chart.Chart;
import dev.pipelinestop.docs.CalledOperations;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies for AWS allow what the operator calls, to the operator, and nothing else. */
class IamPoliciesTest {
  private static final Path FOLDER = Path.of("deploy", "iam");
  private static final String PIPELINES = "arn:aws:codepipeline:eu-central-1:123456789012:*";

  @Test
  void theyAreThese() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "policy.json",
              "policy-tagged-pipelines.json",
              "trust-irsa.json",
              "trust-pod-identity.json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy.json", "policy-tagged-pipelines.json"})
  void allowsWhatIsCalled(String file) throws IOException {
    var statement = statement(file);

    assertThat(statement.get("Effect").asText()).isEqualTo("Allow");
    assertThat(texts(statement.get("Action")))
        .containsExactlyInAnyOrderElementsOf(CalledOperations.ofCodePipeline());
    assertThat(texts(statement.get("Resource"))).containsExactly(PIPELINES);
  }

  /** GetCallerIdentity needs no permission; another operation of another service would. */
  @Test
  void nothingElseIsCalledThatNeedsAPermission() {
    var others = new TreeSet<>(CalledOperations.ofAll());
    others.removeAll(CalledOperations.ofCodePipeline());

    assertThat(others).containsExactly("sts:GetCallerIdentity");
  }

  @Test
  void theVariantIsTheSameButForTheTag() throws IOException {
    var all = statement("policy.json");
    var tagged = statement("policy-tagged-pipelines.json");

    assertThat(tagged.get("Action")).isEqualTo(all.get("Action"));
    assertThat(all.has("Condition")).isFalse();
    assertThat(tagged.get("Condition").toString())
        .isEqualTo("{\"StringEquals\":{\"aws:ResourceTag/pipeline-stop\":\"allowed\"}}");
    assertThat(PermissionsPage.text()).contains("--tags key=pipeline-stop,value=allowed");
  }

  @Test
  void irsaTrustsTheServiceAccountOfTheChart() throws IOException {
    var statement = statement("trust-irsa.json");
    var provider =
        statement.get("Principal").get("Federated").asText().replaceFirst(".*:oidc-provider/", "");
    var account = account();

    assertThat(texts(statement.get("Action"))).containsExactly("sts:AssumeRoleWithWebIdentity");
    var condition = statement.get("Condition").get("StringEquals");
    assertThat(condition.size()).isEqualTo(2);
    assertThat(condition.get(provider + ":aud").asText()).isEqualTo("sts.amazonaws.com");
    assertThat(condition.get(provider + ":sub").asText())
        .isEqualTo("system:serviceaccount:%s:%s".formatted(account.getFirst(), account.getLast()));
  }

  @Test
  void podIdentityTrustsTheServiceAccountOfTheChart() throws IOException {
    var statement = statement("trust-pod-identity.json");
    var account = account();

    assertThat(statement.get("Principal").toString())
        .isEqualTo("{\"Service\":\"pods.eks.amazonaws.com\"}");
    // It tags the session, and does not start one that it may not tag.
    assertThat(texts(statement.get("Action"))).containsExactly("sts:AssumeRole", "sts:TagSession");
    var condition = statement.get("Condition").get("StringEquals");
    assertThat(condition.size()).isEqualTo(2);
    assertThat(condition.get("aws:RequestTag/kubernetes-namespace").asText())
        .isEqualTo(account.getFirst());
    assertThat(condition.get("aws:RequestTag/kubernetes-service-account").asText())
        .isEqualTo(account.getLast());
  }

  /** Namespace and name. */
  private static List<String> account() {
    var metadata = Chart.standard().render().the(ServiceAccount.class).getMetadata();
    return List.of(metadata.getNamespace(), metadata.getName());
  }

  private static JsonNode statement(String file) throws IOException {
    var policy = new ObjectMapper().readTree(Files.readString(FOLDER.resolve(file)));
    assertThat(policy.get("Version").asText()).isEqualTo("2012-10-17");
    assertThat(policy.get("Statement")).hasSize(1);
    return policy.get("Statement").get(0);
  }

  private static List<String> texts(JsonNode oneOrMore) {
    return oneOrMore.isTextual()
        ? List.of(oneOrMore.asText())
        : StreamSupport.stream(oneOrMore.spliterator(), false).map(JsonNode::asText).toList();
  }
}
