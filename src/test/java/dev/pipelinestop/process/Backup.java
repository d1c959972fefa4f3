package dev.pipelinestop.process;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Objects;

/**
 * A request in a backup. Tools that restore (Velero) create it first, which leaves its status
 * behind, and write the status afterwards: in between the operator sees a new request.
 */
record Backup(PipelineStopRequest kept) {

  /** The request to create: what identifies the old one is left out, its status is sent along. */
  PipelineStopRequest toCreate() {
    PipelineStopRequest restored = new PipelineStopRequest();
    restored.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(kept.getMetadata().getNamespace())
            .withName(kept.getMetadata().getName())
            .build());
    restored.setSpec(kept.getSpec());
    restored.setStatus(kept.getStatus());
    return restored;
  }

  /** The status to write over the one of the request that was created. */
  PipelineStopRequest toWrite(PipelineStopRequest created) {
    PipelineStopRequest restored = toCreate();
    restored.setMetadata(created.getMetadata());
    return restored;
  }

  PipelineStopRequestStatus status() {
    return kept.getStatus();
  }

  String execution() {
    return Objects.requireNonNull(kept.getSpec().pipelineExecutionId());
  }
}
