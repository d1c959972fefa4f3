package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.stop.Observation;
import dev.pipelinestop.stop.StopAnswer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a process remembers of requests, and for how long. */
final class MemoriesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration KEPT = Duration.ofMinutes(15);

  private final Memories memories = new Memories();

  private static PipelineStopRequest request(String name, String uid, @Nullable String version) {
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName(name)
            .withUid(uid)
            .withResourceVersion(version)
            .build());
    return request;
  }

  private RequestMemory halt(Instant now) {
    return memories.of(request("halt", "uid-1", "1"), now);
  }

  private void anotherRequestComes(Instant now) {
    var unused = memories.of(request("other", "uid-2", "1"), now);
  }

  @Test
  void aRequestIsRememberedUnderItsUid() {
    RequestMemory memory = halt(NOW);

    assertThat(halt(NOW.plusSeconds(1))).isSameAs(memory);
    assertThat(memories.of(request("halt", "uid-3", "1"), NOW.plusSeconds(2)))
        .as("created again under its name")
        .isNotSameAs(memory);
    assertThat(halt(NOW.plusSeconds(3))).as("the first, whose round still runs").isSameAs(memory);
  }

  /** No pause is as long, so that this is one that was deleted, or has ended. */
  @Test
  void whatIsNotUsedIsForgotten() {
    RequestMemory memory = halt(NOW);
    anotherRequestComes(NOW.plus(KEPT).plusSeconds(1));

    assertThat(halt(NOW.plus(KEPT).plusSeconds(2))).isNotSameAs(memory);
  }

  @Test
  void whatIsUsedNowAndThenIsKept() {
    RequestMemory memory = halt(NOW);
    for (int minutes = 10; minutes <= 120; minutes += 10) {
      Instant now = NOW.plus(Duration.ofMinutes(minutes));
      anotherRequestComes(now);
      assertThat(halt(now)).isSameAs(memory);
    }
  }

  /** An API server that hangs, or a clock that is set, is no reason to forget what AWS said. */
  @Test
  void anAnswerThatIsNotWrittenIsKept() {
    RequestMemory memory = halt(NOW);
    memory.remember(
        new Observation.StopAnswered(
            StopMode.ABANDON, "attempt-1", new StopAnswer.Accepted(), NOW));
    Instant hours = NOW.plus(Duration.ofHours(23));
    anotherRequestComes(hours);
    assertThat(halt(hours)).isSameAs(memory);

    Instant days = hours.plus(Duration.ofHours(25));
    anotherRequestComes(days);
    assertThat(halt(days)).as("of a request that is no more").isNotSameAs(memory);
  }

  @Test
  void onlyThoseWhoseAnswerIsNotWrittenAreUnrecorded() {
    PipelineStopRequest held = request("held", "uid-4", "1");
    RequestMemory memory = memories.of(held, NOW);
    memory.saw(held);
    halt(NOW).saw(request("halt", "uid-1", "1"));
    assertThat(memories.unrecorded()).isEmpty();

    memory.remember(
        new Observation.StopAnswered(StopMode.ABANDON, "attempt-1", new StopAnswer.NotSent(), NOW));

    assertThat(memories.unrecorded()).containsExactly(held);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "7, 8, cached",
        "8, 7, own",
        "10, 9, own",
        "9, 10, cached",
        "7, a7, own",
        "a8, 7, cached",
        "a8, a7, cached",
        "a8, none, cached",
        "none, none, cached",
        "none, a7, cached"
      })
  void theNewerStateCountsAndTheCacheWhereNobodyKnows(
      @Nullable String ownVersion, @Nullable String cachedVersion, String newest) {
    RequestMemory memory = halt(NOW);
    PipelineStopRequest own = request("halt", "uid-1", ownVersion);
    PipelineStopRequest cached = request("halt", "uid-1", cachedVersion);
    memory.saw(own);

    assertThat(memory.newest(cached)).isSameAs(newest.equals("own") ? own : cached);
  }
}
