package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.reconcile.RequestStore.Deleted;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That a deletion is one, on a real API server, and of nothing but what was meant. */
@WithApiServer
final class DeleteIT {
  private final Config config;
  private final KubernetesClient client;
  private final String namespace;
  private final KubernetesRequestStore store;

  DeleteIT(ApiServer server) {
    config = server.config();
    client = server.client();
    namespace = server.newNamespace("delete");
    store = new KubernetesRequestStore(client);
  }

  private PipelineStopRequest create() {
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName("halt").build());
    request.setSpec(
        PipelineStopRequestSpecBuilder.builder()
            .pipelineName("shop")
            .pipelineExecutionId("11111111-1111-4111-8111-111111111111")
            .build());
    return client.resource(request).create();
  }

  private Optional<PipelineStopRequest> read() throws StoreUnavailableException {
    return store.read(namespace, "halt");
  }

  @Test
  void whatWasMeantIsGone() throws Exception {
    assertThat(store.delete(create())).isInstanceOf(Deleted.Gone.class);

    assertThat(read()).isEmpty();
  }

  @Test
  void whatIsGoneIsGone() throws Exception {
    PipelineStopRequest request = create();
    var unused = client.resource(request).delete();

    assertThat(store.delete(request)).isInstanceOf(Deleted.Gone.class);
  }

  @Test
  void whatSomebodyHasWrittenSinceStays() throws Exception {
    PipelineStopRequest old = create();
    var unused =
        client
            .resource(old)
            .edit(
                now -> {
                  now.getMetadata().setLabels(Map.of("keep", "yes"));
                  return now;
                });

    assertThat(store.delete(old)).isInstanceOf(Deleted.Conflict.class);

    assertThat(read()).isPresent();
  }

  @Test
  void anotherRequestOfTheSameNameStays() throws Exception {
    PipelineStopRequest first = create();
    var unused = client.resource(first).delete();
    PipelineStopRequest second = create();
    first.getMetadata().setResourceVersion(second.getMetadata().getResourceVersion());

    assertThat(store.delete(first)).as("by its uid alone").isInstanceOf(Deleted.Conflict.class);

    assertThat(read()).isPresent();
  }

  @Test
  void theTimeThereIsTold() throws Exception {
    assertThat(store.time().orElseThrow()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
  }

  @Test
  void withoutThePermissionItIsRefused() throws Exception {
    PipelineStopRequest request = create();
    config.setImpersonateUsername("nobody");
    try (KubernetesClient nobody = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThat(new KubernetesRequestStore(nobody).delete(request))
          .isInstanceOfSatisfying(
              Deleted.Refused.class,
              refused -> assertThat(refused.message()).contains("nobody", "cannot delete"));
    }
    assertThat(read()).isPresent();
  }
}
