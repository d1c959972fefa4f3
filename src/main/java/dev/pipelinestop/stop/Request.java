package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import java.time.Instant;

/**
 * A request as it is recorded: what the user asked for and what was written of it so far.
 *
 * @param createdAt when the API server created it
 * @param generation the generation of the spec
 */
public record Request(
    String namespace,
    String name,
    String uid,
    Instant createdAt,
    long generation,
    PipelineStopRequestSpec spec,
    PipelineStopRequestStatus status) {

  /** The execution that is fixed or named, else the stage that it is in. */
  Subject subject() {
    String pinned = status.pipelineExecutionId();
    String id = pinned == null ? spec.pipelineExecutionId() : pinned;
    if (id != null) {
      return new Target(spec.pipelineName(), id);
    }
    String stage = spec.stageName();
    return stage == null ? new Subject.Unnamed() : new StageTarget(spec.pipelineName(), stage);
  }

  /** What AWS is told: the user's words, else who asked. */
  String reason() {
    String given = spec.reason();
    if (given != null && !given.isBlank()) {
      return given;
    }
    String named = "PipelineStopRequest " + namespace + "/" + name;
    return named.length() <= MAX_REASON ? named : named.substring(0, MAX_REASON);
  }

  /** Longest reason that AWS accepts, in characters (StopPipelineExecutionReason). */
  private static final int MAX_REASON = 200;
}
