package dev.pipelinestop.cluster;

import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Our definitions, put into an API server. */
record Definitions(Kubectl kubectl, KubernetesClient client, Duration patience) {
  private static final Path CRDS = Path.of("crds");

  /** As a user does it, so that a definition which is not strictly valid is found at once. */
  void apply() {
    kubectl.run("apply", "--server-side", "--validate=strict", "-f", CRDS.toString()).output();
    kubectl.run("wait", "--for=condition=Established", "crd", "--all").output();
    // "Established" is said a moment before the new kind is discovered and served, and kubectl
    // remembers what it has not discovered.
    Awaitility.await("kubectl discovers PipelineStopRequest")
        .atMost(patience)
        .until(
            () ->
                kubectl
                    .run("api-resources", "--categories=aws")
                    .output()
                    .contains(PipelineStopRequest.GROUP));
    Awaitility.await("the API server serves PipelineStopRequest")
        .atMost(patience)
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .until(() -> client.resources(PipelineStopRequest.class).inAnyNamespace().list() != null);
  }
}
