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

  Target target() {
    String pinned = status.pipelineExecutionId();
    return new Target(spec.pipelineName(), pinned == null ? spec.pipelineExecutionId() : pinned);
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
