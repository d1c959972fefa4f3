package dev.pipelinestop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.PipelineStopRequestStatusBuilder;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is counted of a request, and how often. */
final class OperatorMetricsTest {
  private static final Instant CREATED = Instant.parse("2026-11-25T10:00:00Z");

  private final OperatorMetrics metrics = new OperatorMetrics();

  private List<String> served() {
    return metrics.page().answer().text().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static Stop stop(StopMode mode, StopOutcome outcome, int afterSeconds) {
    Instant at = CREATED.plusSeconds(afterSeconds);
    return new Stop(mode, at, at, 1, "attempt-" + mode, at, outcome, "because");
  }

  private static PipelineStopRequestStatus status(
      String reason, @Nullable Instant finishedAt, Stop... stops) {
    PipelineStopRequestStatusBuilder status =
        PipelineStopRequestStatusBuilder.builder()
            .stops(List.of(stops))
            .conditions(
                List.of(new Condition("Succeeded", "Unknown", reason, "message", CREATED, 1L)));
    return finishedAt == null
        ? status.build()
        : status.finishedAt(finishedAt).settledSince(finishedAt.minusSeconds(2)).build();
  }

  private static PipelineStopRequest request(PipelineStopRequestStatus status) {
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("halt")
            .withCreationTimestamp(CREATED.toString())
            .build());
    request.setStatus(status);
    return request;
  }

  private void written(PipelineStopRequestStatus... inOrder) {
    PipelineStopRequestStatus before = PipelineStopRequestStatus.empty();
    for (PipelineStopRequestStatus next : inOrder) {
      metrics.changed(before, request(next));
      before = next;
    }
  }

  @Test
  void aRequestIsCountedOnceWhenItIsAcceptedAndOnceWhenItIsStopped() {
    Stop refused = stop(StopMode.WAIT, StopOutcome.NOT_STOPPABLE, 3);
    Stop wait = stop(StopMode.WAIT, StopOutcome.ACCEPTED, 7);
    Stop abandon = stop(StopMode.ABANDON, StopOutcome.ACCEPTED, 100);
    Instant end = CREATED.plusSeconds(129);
    written(
        status("NotStoppableYet", null, refused),
        status("StopAccepted", null, wait),
        status("Stopping", null, wait),
        status("Abandoning", null, wait, abandon),
        status("Stopped", end, wait, abandon),
        status("Stopped", end, wait, abandon));

    assertThat(served())
        .contains(
            "pipelinestop_acceptance_duration_seconds_count{mode=\"Wait\"} 1",
            "pipelinestop_acceptance_duration_seconds_sum{mode=\"Wait\"} 7.0",
            "pipelinestop_stopping_duration_seconds_count{mode=\"Abandon\"} 1",
            "pipelinestop_stopping_duration_seconds_sum{mode=\"Abandon\"} 120.0")
        .noneMatch(line -> line.startsWith("pipelinestop_stopping_duration_seconds_count{mode=\"W"))
        .noneMatch(
            line -> line.startsWith("pipelinestop_acceptance_duration_seconds_sum{mode=\"A"));
  }

  @Test
  void whatEndsOtherwiseIsNotCountedAsStopped() {
    Stop wait = stop(StopMode.WAIT, StopOutcome.ACCEPTED, 7);
    Instant end = CREATED.plusSeconds(20);
    written(status("StopAccepted", null, wait), status("ExecutionFailed", end, wait));
    written(status("AlreadyStopped", end));

    assertThat(served()).noneMatch(line -> line.startsWith("pipelinestop_stopping_duration"));
  }

  @Test
  void everyResultHasAValueAndNoOther() {
    metrics.requests(
        () ->
            Stream.of(
                request(PipelineStopRequestStatus.empty()),
                request(status("Stopping", null)),
                request(status("Stopped", CREATED)),
                request(status("Stopped", CREATED)),
                request(status("OfANewerVersion", CREATED))));

    assertThat(served().stream().filter(line -> line.startsWith("pipelinestop_requests{")))
        .contains(
            "pipelinestop_requests{result=\"None\",state=\"Active\"} 1.0",
            "pipelinestop_requests{result=\"Stopping\",state=\"Active\"} 1.0",
            "pipelinestop_requests{result=\"Stopped\",state=\"Succeeded\"} 2.0",
            "pipelinestop_requests{result=\"Expired\",state=\"Failed\"} 0.0")
        .noneMatch(line -> line.contains("OfANewerVersion"));
  }

  @Test
  void aCallCountsWithItsTime() {
    metrics.ended("GetPipelineExecution", "OK", Duration.ofMillis(300));
    metrics.ended("GetPipelineExecution", "Throttling", Duration.ofSeconds(8));

    assertThat(served())
        .contains(
            "pipelinestop_aws_calls_total{code=\"OK\",operation=\"GetPipelineExecution\"} 1.0",
            "pipelinestop_aws_calls_total{code=\"Throttling\",operation=\"GetPipelineExecution\"}"
                + " 1.0",
            "pipelinestop_aws_call_duration_seconds_sum{operation=\"GetPipelineExecution\"} 8.3");
  }
}
