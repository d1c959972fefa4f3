package dev.pipelinestop.codepipeline;

import dev.pipelinestop.api.ArtifactRevision;
import dev.pipelinestop.api.ExecutionTrigger;
import dev.pipelinestop.stop.ExecutionSighting;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecution;

/** An execution as GetPipelineExecution tells it. */
record ExecutionDetail(PipelineExecution execution) {

  /** What is taken over of it; empty if it has no status. */
  Optional<ExecutionSighting> sighting() {
    String status = Shown.word(execution.statusAsString());
    if (status == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ExecutionSighting.Found(
            status,
            Shown.text(execution.statusSummary()),
            execution.pipelineVersion(),
            Shown.word(execution.executionModeAsString()),
            Shown.word(execution.executionTypeAsString()),
            trigger(),
            revisions()));
  }

  private @Nullable ExecutionTrigger trigger() {
    var trigger = execution.trigger();
    String type = trigger == null ? null : Shown.word(trigger.triggerTypeAsString());
    return type == null ? null : new ExecutionTrigger(type, Shown.text(trigger.triggerDetail()));
  }

  private List<ArtifactRevision> revisions() {
    return execution.artifactRevisions().stream()
        .filter(Objects::nonNull)
        .map(
            revision ->
                new ArtifactRevision(
                    Shown.word(revision.name()),
                    Shown.id(revision.revisionId()),
                    Shown.text(revision.revisionSummary()),
                    Shown.link(revision.revisionUrl())))
        .toList();
  }
}
