package dev.pipelinestop.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PodTest {
  private static Config cluster(String namespace) {
    return new ConfigBuilder(Config.empty()).withNamespace(namespace).build();
  }

  @Test
  void itsManifestCounts() {
    Pod pod =
        Pod.of(
            Map.of("POD_NAME", "stops-5d-x2", "POD_NAMESPACE", "ops", "HOSTNAME", "node-1"),
            cluster("default"));
    assertThat(pod.name()).isEqualTo("stops-5d-x2");
    assertThat(pod.namespace()).contains("ops");
  }

  @Test
  void withoutItTheClusterAndTheHostDo() {
    Pod pod = Pod.of(Map.of("POD_NAME", "", "HOSTNAME", "node-1"), cluster("team"));
    assertThat(pod.name()).isEqualTo("node-1");
    assertThat(pod.namespace()).contains("team");
  }

  @Test
  void whereNothingSaysIt() {
    Pod pod = Pod.of(Map.of(), cluster(""));
    assertThat(pod.name()).isNotBlank();
    assertThat(pod.namespace()).isEmpty();
  }
}
