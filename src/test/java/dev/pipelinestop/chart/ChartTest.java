package dev.pipelinestop.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final String CRD = "pipelinestoprequests.pipelinestop.dev.yaml";

  @Test
  void twoReplicasOfWhichOneLeads() {
    var deployment = Chart.standard().render().the(Deployment.class);

    assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
    assertThat(deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs())
        .contains("--leader-elect", "--leader-election-id=pipeline-stop-operator");
  }

  @Test
  void moreThanOneReplicaNeedsALeader() {
    assertThatThrownBy(() -> Chart.standard().with("leaderElection: {enabled: false}").render())
        .hasMessageContaining("replicas: more than one needs leaderElection.enabled");
  }

  @Test
  void itsDefinitionIsTheOneOfTheCode() throws IOException {
    var crd = Chart.standard().render().the(CustomResourceDefinition.class);

    assertThat(crd.getSpec())
        .isEqualTo(
            Serialization.unmarshal(
                    Files.readString(Path.of("crds", CRD)), CustomResourceDefinition.class)
                .getSpec());
    assertThat(crd.getMetadata().getAnnotations()).containsEntry("helm.sh/resource-policy", "keep");
  }

  @Test
  void lintIsContent() {
    assertThat(Chart.standard().lint()).isEmpty();
  }
}
