package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.api.model.WatchEvent;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class KubernetesClientsTest {

  /** As an object of some kind it would have to be converted, event by event. */
  @Test
  void anEventOfAWatchIsReadAsARequest() {
    WatchEvent event =
        KubernetesClients.serialization()
            .unmarshal(
                """
                {"type": "ADDED", "object": {
                  "apiVersion": "pipelinestop.dev/v1alpha1",
                  "kind": "PipelineStopRequest",
                  "metadata": {"name": "stop-it"},
                  "spec": {"pipelineName": "web"}}}
                """,
                WatchEvent.class);

    assertThat(event.getObject())
        .asInstanceOf(InstanceOfAssertFactories.type(PipelineStopRequest.class))
        .satisfies(
            request -> {
              assertThat(request.getMetadata().getName()).isEqualTo("stop-it");
              assertThat(request.getSpec().pipelineName()).isEqualTo("web");
            });
  }
}
