package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a finished request is deleted (ttlSecondsAfterFinished). Decided from what is recorded and
 * nothing else, so that a restart neither hurries nor forgets it.
 */
final class TimeToLive {

  /**
   * How far two clocks may be apart that are both right as far as that is looked at, 5 s each: what
   * is created again after the deletion must be expired for the operator that looks at it, too.
   */
  static final Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

  private TimeToLive() {}

  /**
   * From when on this request is to be deleted; empty if never, as far as is known. One that has a
   * field of a newer definition is left alone: the field may say that it has to stay.
   */
  static Optional<Instant> deletionOf(PipelineStopRequest request) {
    PipelineStopRequestSpec spec = request.getSpec();
    PipelineStopRequestStatus status = request.getStatus();
    Integer seconds = spec.ttlSecondsAfterFinished();
    Instant notAfter = spec.notAfter();
    Instant finishedAt = status == null ? null : status.finishedAt();
    if (seconds == null
        || notAfter == null
        || finishedAt == null
        || !spec.unknownFields().isEmpty()
        || request.getMetadata().getDeletionTimestamp() != null) {
      return Optional.empty();
    }
    Instant lived = finishedAt.plusSeconds(seconds);
    Instant harmless = notAfter.plus(CLOCKS_DIFFER);
    return Optional.of(lived.isAfter(harmless) ? lived : harmless);
  }
}
