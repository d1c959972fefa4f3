package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That whatever a watch delivers is read, and the next field after it. */
final class WatchedObjectTest {
  private static final KubernetesSerialization FABRIC8 =
      new KubernetesSerialization(new ObjectMapper(), true);

  private final KubernetesSerialization json = KubernetesClients.serialization();

  private static WatchEvent event(KubernetesSerialization json, String object) {
    return json.unmarshal(
        "{\"object\": %s, \"type\": \"MODIFIED\"}".formatted(object), WatchEvent.class);
  }

  private WatchEvent event(String object) {
    WatchEvent event = event(json, object);
    assertThat(event.getType()).isEqualTo("MODIFIED");
    return event;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"apiVersion": "pipelinestop.dev/v1alpha1", "kind": "PipelineStopRequest",
         "metadata": {"name": "halt", "managedFields": [{"manager": "kubectl"}]},
         "spec": {"pipelineName": "shop"}, "status": {"observedGeneration": -1}}
        """,
        """
        {"kind": "PipelineStopRequest", "apiVersion": "pipelinestop.dev/v1alpha1",
         "spec": {"pipelineName": "shop"}, "metadata": {"name": "halt"},
         "status": {"observedGeneration": -1}}
        """,
        """
        {"metadata": {"name": "halt", "annotations": {"kind": "Status"}},
         "status": {"observedGeneration": -1}, "spec": {"pipelineName": "shop"},
         "apiVersion": "pipelinestop.dev/v1alpha1", "kind": "PipelineStopRequest"}
        """
      })
  void aRequestInWhateverOrder(String object) {
    assertThat(event(object).getObject())
        .asInstanceOf(InstanceOfAssertFactories.type(PipelineStopRequest.class))
        .satisfies(
            request -> {
              assertThat(request.getMetadata().getName()).isEqualTo("halt");
              assertThat(request.getMetadata().getManagedFields()).isEmpty();
              assertThat(request.getSpec().pipelineName()).isEqualTo("shop");
              assertThat(request.getStatus().observedGeneration()).isEqualTo(-1);
            });
  }

  /** All that it has when no more than the version was changed. */
  @Test
  void aBookmark() {
    assertThat(
            event(
                    """
                    {"apiVersion": "pipelinestop.dev/v1alpha1", "kind": "PipelineStopRequest",
                     "metadata": {"resourceVersion": "12746"}}
                    """)
                .getObject())
        .asInstanceOf(InstanceOfAssertFactories.type(PipelineStopRequest.class))
        .satisfies(
            request -> {
              assertThat(request.getMetadata().getResourceVersion()).isEqualTo("12746");
              assertThat(request.getSpec()).isNull();
            });
  }

  @Test
  void theStatusOfAnError() {
    assertThat(
            event(
                    """
                    {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
                     "message": "too old resource version", "reason": "Expired", "code": 410}
                    """)
                .getObject())
        .asInstanceOf(InstanceOfAssertFactories.type(Status.class))
        .satisfies(
            status -> {
              assertThat(status.getCode()).isEqualTo(410);
              assertThat(status.getReason()).isEqualTo("Expired");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"data\": {\"kind\": \"Status\"}}",
        "{\"apiVersion\": \"example.com/v1\", \"kind\": \"Other\", \"spec\": {\"size\": 3}}",
        "{\"apiVersion\": \"v1\", \"kind\": null, \"metadata\": {\"name\": \"halt\"}}",
        "{\"apiVersion\": \"v1\", \"kind\": {\"kind\": \"Status\"}}",
        "{\"metadata\": {\"name\": \"halt\"}}",
        "{}",
        "[]",
        "[{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\"}]",
        "3",
        "null"
      })
  void anythingElseAsFabric8Does(String object) {
    assertThat(event(object).getObject())
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(event(FABRIC8, object).getObject());
  }

  /** So that the comparison above means something. */
  @Test
  void anythingElseHasItsKind() {
    assertThat(event("{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\"}").getObject())
        .isInstanceOf(ConfigMap.class);
    assertThat(event("{\"apiVersion\": \"example.com/v1\", \"kind\": \"Other\"}").getObject())
        .isInstanceOf(GenericKubernetesResource.class);
  }

  @Test
  void anObjectThatIsCutOffIsAnError() {
    assertThatException()
        .isThrownBy(
            () ->
                json.unmarshal(
                    "{\"object\": {\"apiVersion\": \"v1\", \"kind\": \"Stat", WatchEvent.class));
  }
}
