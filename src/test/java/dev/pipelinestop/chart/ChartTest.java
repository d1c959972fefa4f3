package dev.pipelinestop.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the values make of the chart. */
class ChartTest {
  private static final String CRD = "pipelinestoprequests.pipelinestop.dev.yaml";
  private static final String NAME = "app.kubernetes.io/name";
  private static final String INSTANCE = "app.kubernetes.io/instance";

  private final Rendered standard = Chart.standard().render();
  private final Rendered everything = values("everything").render();

  private static Chart values(String name) {
    return Chart.standard().with(Path.of("src/test/resources/chart/values", name + ".yaml"));
  }

  private static PodSpec pod(Rendered rendered) {
    return rendered.the(Deployment.class).getSpec().getTemplate().getSpec();
  }

  private static List<String> arguments(Rendered rendered) {
    return pod(rendered).getContainers().getFirst().getArgs();
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything", "bare", "one-namespace", "stopped", "service-monitor"})
  void lintIsContent(String values) {
    assertThat(values(values).lint()).isEmpty();
  }

  @Test
  void lintIsNotContentWithWhatIsWrong() {
    assertThat(Chart.standard().with("replicas: [wrong]").lint())
        .anyMatch(message -> message.contains("replicas"));
  }

  @Test
  void itIsTheVersionOfTheBuild() throws IOException {
    var version =
        Files.readString(Path.of("pom.xml"))
            .replaceFirst("(?s).*?<artifactId>pipeline-stop-operator</artifactId>\\s*<version>", "")
            .replaceFirst("(?s)<.*", "");
    assertThat(Files.readString(Chart.FOLDER.resolve("Chart.yaml")))
        .contains("\nversion: " + version + "\n", "\nappVersion: " + version + "\n");
    assertThat(pod(standard).getContainers().getFirst().getImage()).endsWith(":" + version);
  }

  @Test
  void twoReplicasOfWhichOneLeads() {
    var deployment = standard.the(Deployment.class);

    assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
    assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
    assertThat(arguments(standard))
        .contains("--leader-elect", "--leader-election-id=pipeline-stop-operator");
  }

  @Test
  void withoutALeaderTheOldOneEndsFirst() {
    var rendered = values("one-namespace").render();

    assertThat(rendered.the(Deployment.class).getSpec().getStrategy().getType())
        .isEqualTo("Recreate");
    assertThat(arguments(rendered)).noneMatch(argument -> argument.startsWith("--leader"));
    assertThatThrownBy(() -> Chart.standard().with("leaderElection: {enabled: false}").render())
        .hasMessageContaining("replicas: more than one needs leaderElection.enabled");
  }

  @Test
  void anAccountThatExistsIsNamed() {
    assertThatThrownBy(() -> Chart.standard().with("serviceAccount: {create: false}").render())
        .hasMessageContaining("serviceAccount.name: name the ServiceAccount that exists");
    assertThat(pod(values("bare").render()).getServiceAccountName()).isEqualTo("there-already");
  }

  @Test
  void whatIsLeftOutIsNotThere() {
    assertThat(values("bare").render().installed())
        .extracting(HasMetadata::getKind)
        .containsExactlyInAnyOrder("Service", "Deployment");
  }

  @Test
  void itsDefinitionIsTheOneOfTheCodeAndStays() throws IOException {
    var crd = standard.the(CustomResourceDefinition.class);

    assertThat(crd.getSpec())
        .isEqualTo(
            Serialization.unmarshal(
                    Files.readString(Path.of("crds", CRD)), CustomResourceDefinition.class)
                .getSpec());
    assertThat(crd.getMetadata().getAnnotations()).containsEntry("helm.sh/resource-policy", "keep");
  }

  @Test
  void theImageIsByDigestOrByTag() {
    assertThat(pod(everything).getContainers().getFirst().getImage())
        .startsWith("registry.example:5000/platform/pipeline-stop-operator@sha256:0123");
    assertThat(pod(Chart.standard().with("image: {tag: v9}").render()).getContainers().getFirst())
        .extracting("image")
        .isEqualTo("pipelinestop/pipeline-stop-operator:v9");
    assertThat(pod(everything).getImagePullSecrets())
        .extracting("name")
        .containsExactly("registry");
  }

  @Test
  void theAccountHasItsRole() {
    var account = everything.the(ServiceAccount.class);

    assertThat(account.getMetadata().getAnnotations()).containsKey("eks.amazonaws.com/role-arn");
    assertThat(account.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod(everything).getServiceAccountName())
        .isEqualTo(account.getMetadata().getName())
        .isEqualTo("stopper-account");
    assertThat(pod(everything).getAutomountServiceAccountToken()).isTrue();
  }

  @Test
  void everySelectorFindsThePods() {
    for (var rendered : List.of(standard, everything)) {
      var pods = rendered.the(Deployment.class).getSpec().getTemplate().getMetadata().getLabels();
      assertThat(
              List.of(
                  rendered.the(Deployment.class).getSpec().getSelector().getMatchLabels(),
                  rendered.the(Service.class).getSpec().getSelector(),
                  rendered.the(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels(),
                  rendered.the(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels(),
                  pod(rendered)
                      .getTopologySpreadConstraints()
                      .getFirst()
                      .getLabelSelector()
                      .getMatchLabels()))
          .allSatisfy(selector -> assertThat(pods).containsAllEntriesOf(selector));
      // The pod of helm test serves no metrics and is nobody's replica.
      assertThat(rendered.tests())
          .hasSize(5)
          .allSatisfy(
              test ->
                  assertThat(test.getMetadata().getLabels().get(NAME))
                      .isNotEqualTo(pods.get(NAME)));
    }
  }

  /** Their image, alpine/k8s, has no entry point: arguments alone would be run as a program. */
  @Test
  void whatTheTestsRunIsNamed() {
    assertThat(
            standard.tests().stream()
                .filter(Pod.class::isInstance)
                .map(Pod.class::cast)
                .flatMap(pod -> pod.getSpec().getContainers().stream()))
        .isNotEmpty()
        .allSatisfy(container -> assertThat(container.getCommand()).containsExactly("kubectl"));
  }

  @Test
  void labelsAreAddedAndNoneOfOursIsReplaced() {
    assertThat(everything.installed())
        .allSatisfy(
            object ->
                assertThat(object.getMetadata().getLabels())
                    .containsAllEntriesOf(
                        Map.of(
                            "team",
                            "platform",
                            NAME,
                            "pipeline-stop-operator",
                            "app.kubernetes.io/managed-by",
                            "Helm")));
    assertThat(everything.the(Deployment.class).getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry("cost-center", "4711")
        .containsEntry(INSTANCE, "pipeline-stop-operator");
  }

  @Test
  void killedNoSoonerThanItNeeds() {
    // The bound of a shutdown is 20 s (docs/operations.md).
    assertThat(pod(standard).getTerminationGracePeriodSeconds()).isGreaterThan(20);
  }

  @Test
  void valuesBecomeFlags() {
    assertThat(arguments(everything))
        .containsExactly(
            "--watch-namespaces=team-a,team-b",
            "--leader-elect",
            "--leader-election-id=stopper",
            "--metrics-bind-address=:8080",
            "--health-probe-bind-address=:8081",
            "--aws-region=us-gov-west-1",
            "--max-concurrent-aws-calls=64",
            "--default-not-after=1h30m",
            "--not-found-grace=90s",
            "--log-format=text",
            "--log-level=debug");
  }

  @Test
  void itsOwnNamespaceIsWhicheverItIs() {
    assertThat(arguments(Form.SINGLE_NAMESPACE.chart().render()))
        .contains("--watch-namespaces=$(POD_NAMESPACE)");
  }

  @Test
  void longNamesStayWithinWhatKubernetesTakes() {
    var rendered = Chart.standard().named("a".repeat(53)).render();

    assertThat(rendered.all())
        .allSatisfy(
            object -> assertThat(object.getMetadata().getName()).hasSizeLessThanOrEqualTo(63));
  }
}
