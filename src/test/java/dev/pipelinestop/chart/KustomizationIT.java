package dev.pipelinestop.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.WithApiServer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Kustomize builds from deploy what Helm builds from the chart. */
@WithApiServer
class KustomizationIT {
  private final Kubectl kubectl;

  KustomizationIT(ApiServer server) {
    kubectl = server.kubectl();
  }

  @ParameterizedTest
  @EnumSource
  void itIsTheChart(Form form) {
    var built = build(form.overlay());
    var chart = Kustomization.withoutHelm(form.chart().render());

    assertThat(Kustomization.withoutHelm(built))
        .containsAllEntriesOf(chart)
        .hasSize(chart.size() + 1);
    assertThat(built.the(Namespace.class).getMetadata().getName())
        .isEqualTo(Chart.standard().namespace());
  }

  /** What differs from the chart is what the chart cannot know. */
  @Test
  void theExampleNamesImageRegionAndRole() {
    var example = build(Kustomization.EXAMPLE);
    var plain = build(Form.CLUSTER_WIDE.overlay());

    assertThat(container(example).getImage())
        .startsWith("registry.example/")
        .endsWith(container(plain).getImage().replaceFirst("^[^/]*", ""));
    assertThat(container(example).getEnv())
        .contains(new EnvVar("AWS_REGION", "eu-central-1", null))
        .containsAll(container(plain).getEnv());
    assertThat(example.the(ServiceAccount.class).getMetadata().getAnnotations())
        .containsOnlyKeys("eks.amazonaws.com/role-arn");
    var chart = Kustomization.withoutHelm(plain);
    assertThat(Kustomization.withoutHelm(example))
        .hasSameSizeAs(chart)
        .allSatisfy(
            (name, object) -> {
              if (!name.matches("(Deployment|ServiceAccount) .*")) {
                assertThat(object).isEqualTo(chart.get(name));
              }
            });
  }

  static List<Path> overlays() {
    return Stream.concat(
            Arrays.stream(Form.values()).map(Form::overlay), Stream.of(Kustomization.EXAMPLE))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void theApiServerTakesIt(Path overlay) {
    var namespace = Chart.standard().namespace();
    var unused =
        kubectl.runWith(
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}".formatted(namespace),
            "apply",
            "--server-side",
            "-f",
            "-");

    assertThat(
            kubectl
                .run(
                    "apply",
                    "--server-side",
                    "--dry-run=server",
                    "--validate=strict",
                    "--force-conflicts",
                    "-k",
                    overlay.toString())
                .output()
                .lines())
        .hasSameSizeAs(build(overlay).all());
  }

  /** One line in somebody's own kustomization, and all of it is elsewhere. */
  @ParameterizedTest
  @EnumSource
  void itMovesIntoAnotherNamespace(Form form, @TempDir Path folder) throws IOException {
    copy(Kustomization.FOLDER, folder.resolve("deploy"));
    var own = Files.createDirectory(folder.resolve("own"));
    Files.writeString(
        own.resolve("kustomization.yaml"),
        "namespace: elsewhere\nresources: [../%s]\n".formatted(form.overlay()));

    var built = build(own);

    assertThat(Kustomization.withoutHelm(built).keySet())
        .noneMatch(name -> name.contains(Chart.standard().namespace()));
    assertThat(built.the(Namespace.class).getMetadata().getName()).isEqualTo("elsewhere");
    assertThat(
            Stream.concat(
                built.every(ClusterRoleBinding.class).stream()
                    .flatMap(binding -> binding.getSubjects().stream()),
                built.every(RoleBinding.class).stream()
                    .flatMap(binding -> binding.getSubjects().stream())))
        .extracting("namespace")
        .containsOnly("elsewhere");
    assertThat(container(built).getArgs())
        .noneMatch(argument -> argument.contains(Chart.standard().namespace()));
  }

  private static Container container(Rendered built) {
    return built.the(Deployment.class).getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  private Rendered build(Path folder) {
    return Rendered.parse(kubectl.run("kustomize", folder.toString()).output());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
