package dev.pipelinestop.stop;

import dev.pipelinestop.api.ArtifactRevision;
import dev.pipelinestop.api.ExecutionTrigger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What GetPipelineExecution said. */
public sealed interface ExecutionSighting {

  /**
   * The execution is there.
   *
   * @param status word for word; may be one that this version does not know, never empty
   * @param artifactRevisions at most as many as AWS gave
   */
  record Found(
      String status,
      @Nullable String statusSummary,
      @Nullable Integer pipelineVersion,
      @Nullable String executionMode,
      @Nullable String executionType,
      @Nullable ExecutionTrigger trigger,
      List<ArtifactRevision> artifactRevisions)
      implements ExecutionSighting {

    /** Makes the list unmodifiable. */
    public Found {
      artifactRevisions = List.copyOf(artifactRevisions);
    }
  }

  /** AWS knows the pipeline but not this execution (PipelineExecutionNotFoundException). */
  record ExecutionNotFound() implements ExecutionSighting {}

  /** AWS does not know the pipeline (PipelineNotFoundException). */
  record PipelineNotFound() implements ExecutionSighting {}
}
