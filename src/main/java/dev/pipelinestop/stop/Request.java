package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
      return new Target(spec.pipelineName(), id, region());
    }
    String stage = spec.stageName();
    return stage == null
        ? new Subject.Unnamed()
        : new StageTarget(spec.pipelineName(), stage, region());
  }

  /** Where the execution was found counts, wherever the operator would look now. */
  private @Nullable String region() {
    String pinned = status.region();
    return pinned == null ? spec.region() : pinned;
  }

  /** What AWS is told: the user's words, else who asked. */
  String reason() {
    String given = spec.reason();
    return Messages.cut(
        given != null && !given.isBlank() ? given : "PipelineStopRequest " + namespace + "/" + name,
        MAX_REASON);
  }

  /**
   * Longest reason that AWS accepts, in characters (StopPipelineExecutionReason). It does not say
   * whether an emoji is one of them or two. The stop matters more than the end of its reason, so it
   * is two here, while the definition of the resource counts one.
   */
  private static final int MAX_REASON = 200;
}
