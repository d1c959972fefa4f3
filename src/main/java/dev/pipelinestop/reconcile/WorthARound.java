package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;

/**
 * Which change of a request is worth a round: another spec, the beginning of its deletion, and
 * another request in its place. The last is seen where a deletion was missed because the watch had
 * broken: the list that follows shows the new request as a change of the old one. The SDK's own
 * filter, by generation, would take it for one that has not changed, and it would wait for ever.
 */
public final class WorthARound implements OnUpdateFilter<PipelineStopRequest> {
  @Override
  public boolean accept(PipelineStopRequest now, PipelineStopRequest before) {
    return !now.getMetadata().getUid().equals(before.getMetadata().getUid())
        || now.getMetadata().getGeneration() > before.getMetadata().getGeneration()
        || (now.isMarkedForDeletion() && !before.isMarkedForDeletion());
  }
}
