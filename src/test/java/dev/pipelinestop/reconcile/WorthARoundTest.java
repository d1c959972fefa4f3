package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;

class WorthARoundTest {
  private final WorthARound filter = new WorthARound();

  private static PipelineStopRequest request(String uid, long generation) {
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(new ObjectMetaBuilder().withUid(uid).withGeneration(generation).build());
    return request;
  }

  private static PipelineStopRequest deleted(String uid, long generation) {
    PipelineStopRequest request = request(uid, generation);
    request.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
    return request;
  }

  @Test
  void anotherSpecIs() {
    assertThat(filter.accept(request("one", 2), request("one", 1))).isTrue();
  }

  @Test
  void aStatusOfOurOwnIsNot() {
    assertThat(filter.accept(request("one", 1), request("one", 1))).isFalse();
  }

  @Test
  void theBeginningOfADeletionIs() {
    assertThat(filter.accept(deleted("one", 1), request("one", 1))).isTrue();
    assertThat(filter.accept(deleted("one", 1), deleted("one", 1))).isFalse();
  }

  @Test
  void anotherRequestOfTheSameNameIs() {
    assertThat(filter.accept(request("two", 1), request("one", 1))).isTrue();
    assertThat(filter.accept(request("two", 1), request("one", 3))).isTrue();
  }
}
