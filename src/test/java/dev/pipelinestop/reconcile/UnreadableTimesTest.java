package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that an older definition lets through does not end the operator. */
final class UnreadableTimesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[\"2099-01-01T00:00:00Z\"]",
        "[[1,2],{\"a\":[3]}]",
        "\"2099-01-01T00:00:00.1234567890Z\"",
        "\"2099-01-01T00:00:00+23:59\"",
        "\"2099-01-01T00:00:00Ztoday\"",
        "\"soon\""
      })
  void isLongAgo(String time) {
    PipelineStopRequest request =
        KubernetesClients.serialization()
            .unmarshal(
                """
                {"apiVersion": "pipelinestop.dev/v1alpha1", "kind": "PipelineStopRequest",
                 "metadata": {"name": "halt"},
                 "spec": {"pipelineName": "shop", "notAfter": %s, "reason": "after it"},
                 "status": {"finishedAt": %s, "executionStatus": "after it"}}
                """
                    .formatted(time, time),
                PipelineStopRequest.class);

    assertThat(request.getSpec().notAfter()).isEqualTo(Instant.EPOCH);
    assertThat(request.getSpec().reason()).isEqualTo("after it");
    assertThat(request.getStatus().finishedAt()).isEqualTo(Instant.EPOCH);
    assertThat(request.getStatus().executionStatus()).isEqualTo("after it");
  }
}
