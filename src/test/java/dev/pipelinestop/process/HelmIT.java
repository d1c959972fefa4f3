package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipelinestop.chart.Chart;
import dev.pipelinestop.chart.Installation;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.simulator.Scenario;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Helm itself installs the chart, tests it, and takes it away. */
final class HelmIT {
  private static final Pattern COMMAND =
      Pattern.compile("(?ms)^kubectl [^\\n]*?(?:<<'EOF'\\n.*?^EOF)?$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^  ```sh\\n(.*?)^  ```$");

  @Test
  void whatItSaysWorksAndItTakesNoRequestAway(@TempDir Path folder) throws IOException {
    try (ApiServer cluster = ApiServer.start();
        Scene scene = new Scene(cluster, "helm")) {
      Scenario.read(Path.of("src/test/resources/simulator/sandbox.yaml")).addTo(scene.aws());
      Chart chart = Chart.standard();
      Kubectl kubectl = cluster.kubectl();

      // The definition is there already, and not Helm's: the way out is documented.
      assertThatThrownBy(() -> chart.install(cluster.kubeconfig()))
          .hasMessageContaining("invalid ownership metadata");
      kubectl.shell(handOver()).output();
      String notes = chart.install(cluster.kubeconfig());
      Installation installed = Installation.there(chart, cluster);
      scene.start(scene.launch(installed, folder));

      letItBeRolledOut(cluster, installed);
      assertThat(commands(notes))
          .hasSizeGreaterThan(5)
          .allSatisfy(command -> assertWorks(command, kubectl));
      assertThat(kubectl.run("get", "psr", "try", "--namespace=default").output())
          .contains("DryRun");
      assertThat(installed.test(folder)).contains("created (server dry run)");

      chart.uninstall(cluster.kubeconfig());
      assertThat(kubectl.run("get", "deployments", "--all-namespaces").output()).isEmpty();
      assertThat(kubectl.run("get", "psr", "--all-namespaces").output()).contains("DryRun");
      chart.install(cluster.kubeconfig());
      assertThat(kubectl.run("get", "psr", "--all-namespaces").output()).contains("DryRun");
    }
  }

  /** Who goes back to an older chart leaves the definition out, and then takes it up again. */
  @Test
  void theDefinitionStaysWhenTheChartBringsItNoMore() throws IOException {
    try (ApiServer cluster = ApiServer.start()) {
      Chart chart = Chart.standard();
      Kubectl kubectl = cluster.kubectl().with("--namespace=default");
      cluster.kubectl().shell(handOver()).output();
      var unused = chart.with("replicas: 3").install(cluster.kubeconfig());
      kubectl.run("apply", "-f", "deploy/samples/dry-run.yaml").output();

      for (String brought : List.of("false", "true")) {
        chart.with("crds: {install: %s}".formatted(brought)).upgrade(cluster.kubeconfig());

        assertThat(kubectl.run("get", "psr", "--output=name").output()).contains("try-");
        assertThat(cluster.client().apiextensions().v1().customResourceDefinitions().list())
            .satisfies(
                definitions ->
                    assertThat(definitions.getItems())
                        .singleElement()
                        .extracting(definition -> definition.getMetadata().getDeletionTimestamp())
                        .isNull());
        assertThat(
                cluster
                    .client()
                    .resource(chart.render().the(Deployment.class))
                    .get()
                    .getSpec()
                    .getReplicas())
            .isEqualTo(3);
      }
    }
  }

  private static String handOver() throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of("docs/values.md")))
        .results()
        .map(block -> block.group(1))
        .filter(commands -> commands.contains("kubectl annotate"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> commands(String notes) {
    return COMMAND.matcher(notes).results().map(MatchResult::group).toList();
  }

  private static void assertWorks(String command, Kubectl kubectl) {
    if (command.contains(" logs ")) {
      // There is no controller that would make pods of the Deployment, and so no log.
      assertThat(kubectl.shell(command).stderr()).contains("No resources found");
    } else {
      assertThat(kubectl.shell(command).output()).isNotBlank();
    }
  }

  /** What a deployment controller and a node would say. */
  private static void letItBeRolledOut(ApiServer cluster, Installation installed) {
    Deployment wanted = installed.rendered().the(Deployment.class);
    Deployment there = cluster.client().resource(wanted).get();
    int replicas = there.getSpec().getReplicas();
    there.setStatus(
        new DeploymentStatusBuilder()
            .withObservedGeneration(there.getMetadata().getGeneration())
            .withReplicas(replicas)
            .withUpdatedReplicas(replicas)
            .withReadyReplicas(replicas)
            .withAvailableReplicas(replicas)
            .build());
    var unused = cluster.client().resource(there).updateStatus();
  }
}
