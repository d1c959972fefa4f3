package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What Java Operator SDK does with a request that it has no reason of its own to hand over. */
@EnableKubernetesMockClient(crud = true)
final class ReminderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  // Set by the extension.
  @SuppressWarnings("NullAway.Init")
  private KubernetesMockServer server;

  @SuppressWarnings("NullAway.Init")
  private KubernetesClient client;

  /** One that never asks for a request to come again. */
  @ControllerConfiguration(generationAwareEventProcessing = false)
  private static final class Counting implements Reconciler<PipelineStopRequest> {
    private final AtomicInteger times = new AtomicInteger();
    private final Reminder reminder = new Reminder();

    @Override
    public List<EventSource<?, PipelineStopRequest>> prepareEventSources(
        EventSourceContext<PipelineStopRequest> context) {
      return List.of(reminder);
    }

    @Override
    public UpdateControl<PipelineStopRequest> reconcile(
        PipelineStopRequest request, Context<PipelineStopRequest> context) {
      times.incrementAndGet();
      return UpdateControl.noUpdate();
    }
  }

  @Test
  void aRequestIsHandedOverAgainAlthoughNothingHasChanged() {
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(PipelineStopRequest.class));
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(new ObjectMetaBuilder().withNamespace("team").withName("halt").build());
    request.setSpec(
        PipelineStopRequestSpecBuilder.builder()
            .pipelineName("shop")
            .pipelineExecutionId("11111111-1111-4111-8111-111111111111")
            .build());
    PipelineStopRequest created = client.resource(request).create();
    Counting counting = new Counting();
    Operator framework =
        new Operator(
            configuration ->
                configuration.withKubernetesClient(client).withCloseClientOnStop(false));
    var unused = framework.register(counting);
    framework.start();
    try {
      await(counting, 1);
      counting.reminder.remind(List.of(created));
      await(counting, 2);
    } finally {
      framework.stop();
    }
  }

  private static void await(Counting counting, int times) {
    Awaitility.await("handed over " + times + " times")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(counting.times).hasValue(times));
  }
}
