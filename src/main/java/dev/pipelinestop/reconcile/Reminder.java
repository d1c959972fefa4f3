package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Java Operator SDK hand over again what it has lost: the timer of a request, or all timers.
 * Where that does not help, as with a request that the SDK takes for one whose round runs, only a
 * new start of the operator does, for which the liveness probe asks.
 */
final class Reminder extends AbstractEventSource<PipelineStopRequest, PipelineStopRequest> {
  private static final Logger log = LoggerFactory.getLogger(Reminder.class);

  Reminder() {
    super(PipelineStopRequest.class, "reminder");
  }

  /** Has these handed over as if they had changed. */
  void remind(List<PipelineStopRequest> overdue) {
    for (PipelineStopRequest request : overdue) {
      ResourceID id = ResourceID.fromResource(request);
      log.warn("{} is due and was not taken up; asking for it again", id);
      getEventHandler().handleEvent(new Event(id));
    }
  }

  /** No other resource belongs to a request. */
  @Override
  public Set<PipelineStopRequest> getSecondaryResources(PipelineStopRequest primary) {
    return Set.of();
  }
}
