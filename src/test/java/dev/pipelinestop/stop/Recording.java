package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopOutcome;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The API server of a run: keeps what is written as JSON, and refuses what the rules of the
 * definition refuse.
 */
final class Recording {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private PipelineStopRequestStatus status = PipelineStopRequestStatus.empty();
  private final List<PipelineStopRequestStatus> written = new ArrayList<>();

  PipelineStopRequestStatus status() {
    return status;
  }

  /** Every status that was written, oldest first. */
  List<PipelineStopRequestStatus> written() {
    return List.copyOf(written);
  }

  void write(PipelineStopRequestSpec spec, PipelineStopRequestStatus decided) {
    if (decided.equals(status)) {
      return;
    }
    PipelineStopRequestStatus readBack = roundTrip(spec, decided);
    assertThat(readBack).as("what is decided is what is read back").isEqualTo(decided);
    assertAllowed(status, decided);
    written.add(readBack);
    status = readBack;
  }

  private static PipelineStopRequestStatus roundTrip(
      PipelineStopRequestSpec spec, PipelineStopRequestStatus decided) {
    PipelineStopRequest written = new PipelineStopRequest();
    written.setSpec(spec);
    written.setStatus(decided);
    PipelineStopRequest read = JSON.unmarshal(JSON.asJson(written), PipelineStopRequest.class);
    assertThat(read.getSpec()).isEqualTo(spec);
    return read.getStatus();
  }

  /** The transition rules of the definition, without which a write is refused. */
  private static void assertAllowed(PipelineStopRequestStatus old, PipelineStopRequestStatus next) {
    assertKept("account", old.account(), next.account());
    assertKept("region", old.region(), next.region());
    assertKept("execution", old.pipelineExecutionId(), next.pipelineExecutionId());
    assertKept("stageResolvedAt", old.stageResolvedAt(), next.stageResolvedAt());
    assertKept("stoppingSince", old.stoppingSince(), next.stoppingSince());
    assertKept("settledSince", old.settledSince(), next.settledSince());
    assertKept("finishedAt", old.finishedAt(), next.finishedAt());
    for (Stop before : old.stops()) {
      assertAllowed(before, next.stop(before.mode()).orElseThrow());
    }
    if (old.settledSince() != null || old.finishedAt() != null) {
      assertThat(next.stops().stream().map(Stop::attemptId))
          .as("no attempt after the end")
          .containsExactlyElementsOf(old.stops().stream().map(Stop::attemptId).toList());
    }
  }

  private static void assertAllowed(Stop before, Stop after) {
    assertThat(after.recordedAt()).isEqualTo(before.recordedAt());
    assertThat(after.attempts()).isGreaterThanOrEqualTo(before.attempts());
    if (after.attempts() == before.attempts()) {
      assertThat(after.attemptId()).isEqualTo(before.attemptId());
      assertThat(after.attemptedAt()).isEqualTo(before.attemptedAt());
    } else {
      assertThat(after.attemptId()).isNotEqualTo(before.attemptId());
      assertThat(before.outcome()).isNotEqualTo(StopOutcome.ACCEPTED);
    }
    if (before.outcome() == StopOutcome.ACCEPTED) {
      assertThat(after.outcome()).isEqualTo(StopOutcome.ACCEPTED);
    }
  }

  private static void assertKept(String what, @Nullable Object old, @Nullable Object next) {
    if (old != null) {
      assertThat(next).as("%s is never changed or removed", what).isEqualTo(old);
    }
  }
}
