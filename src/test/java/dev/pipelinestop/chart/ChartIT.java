package dev.pipelinestop.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.WithApiServer;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart renders is what a real API server takes. */
@WithApiServer
class ChartIT {
  private final ApiServer server;
  private final Kubectl kubectl;
  private final Chart chart;

  ChartIT(ApiServer server) {
    this.server = server;
    kubectl = server.kubectl();
    chart = Chart.standard().in(server.newNamespace("chart"));
  }

  static List<Path> values() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/chart/values"))) {
      return files.sorted().toList();
    }
  }

  /** The namespaces that the values name. The one of the operator holds to Pod Security. */
  @BeforeEach
  void namespaces() {
    for (var name : List.of(chart.namespace(), "team-a", "team-b")) {
      Namespace namespace =
          new NamespaceBuilder()
              .withNewMetadata()
              .withName(name)
              .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
              .endMetadata()
              .build();
      var unused = server.client().resource(namespace).serverSideApply();
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyObjectIsTaken(Path file) {
    if (file.endsWith("service-monitor.yaml")) {
      kubectl.run("apply", "-f", "src/test/resources/chart/servicemonitors.yaml").output();
      kubectl.run("wait", "--for=condition=Established", "crd", "--all").output();
    }
    var rendered = chart.with(file).render();

    assertThat(dryRun(rendered.yaml()).lines()).hasSameSizeAs(rendered.installed());
  }

  @ParameterizedTest
  @MethodSource("values")
  void podSecurityRestrictedTakesThePods(Path file) {
    var rendered = chart.with(file).render();
    var pods =
        Stream.concat(
                Stream.of(podOf(rendered.the(Deployment.class))),
                rendered.tests().stream().filter(Pod.class::isInstance).map(Pod.class::cast))
            .toList();
    assertThat(pods).hasSize(2);
    for (var pod : pods) {
      ServiceAccount account =
          new ServiceAccountBuilder()
              .withNewMetadata()
              .withName(pod.getSpec().getServiceAccountName())
              .withNamespace(pod.getMetadata().getNamespace())
              .endMetadata()
              .build();
      var unused = server.client().resource(account).serverSideApply();
      assertThat(dryRun(Serialization.asYaml(pod))).contains("pod/");
    }
  }

  @Test
  void podSecurityRestrictedDoesNotTakeEveryPod() {
    var pod = podOf(chart.render().the(Deployment.class));
    pod.getSpec().getContainers().getFirst().setSecurityContext(null);

    assertThat(
            kubectl
                .runWith(
                    Serialization.asYaml(pod),
                    "apply",
                    "--server-side",
                    "--dry-run=server",
                    "-f",
                    "-")
                .refusal())
        .contains("violates PodSecurity \"restricted");
  }

  private String dryRun(String yaml) {
    return kubectl
        .runWith(
            yaml,
            "apply",
            "--server-side",
            "--dry-run=server",
            "--validate=strict",
            "--force-conflicts",
            "-f",
            "-")
        .output();
  }

  private static Pod podOf(Deployment deployment) {
    var template = deployment.getSpec().getTemplate();
    return new PodBuilder()
        .withNewMetadata()
        .withName("pod-of-" + deployment.getMetadata().getName())
        .withNamespace(deployment.getMetadata().getNamespace())
        .withLabels(template.getMetadata().getLabels())
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }
}
