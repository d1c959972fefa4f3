package dev.pipelinestop.simulation;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request (uid) from its creation on, as the oracles know it. */
final class Life {

  /**
   * An attempt that became durable.
   *
   * @param author the instance that wrote it
   */
  record Attempt(String id, StopMode mode, String author) {}

  /**
   * A stop that arrived at AWS.
   *
   * @param call its number in the ledger
   */
  record Sent(long call, StopMode mode, Attempt attempt) {}

  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private PipelineStopRequest request;
  private @Nullable Instant gone;
  private int calls;
  private int writes;

  Life(PipelineStopRequest request) {
    this.request = request;
  }

  /** The request as it is, or was at last. */
  PipelineStopRequest request() {
    return request;
  }

  String uid() {
    return request.getMetadata().getUid();
  }

  /** The execution that it is about: what was pinned, or named; null while only its stage is. */
  @Nullable String execution() {
    String pinned = status().pipelineExecutionId();
    return pinned == null ? request.getSpec().pipelineExecutionId() : pinned;
  }

  PipelineStopRequestStatus status() {
    return request.getStatus();
  }

  boolean isFinished() {
    return status().finishedAt() != null;
  }

  /** True if nobody wants it to end any more. */
  boolean isGone() {
    return gone != null || request.isMarkedForDeletion();
  }

  String reason() {
    return status().condition("Succeeded").map(Condition::reason).orElse("");
  }

  /** True if AWS is known to be stopping: by us, or by somebody else since this time or before. */
  boolean isStopInEffect(Instant seenBy) {
    Instant since = status().stoppingSince();
    return (since != null && !since.isAfter(seenBy))
        || status().stops().stream().map(Stop::outcome).anyMatch(Life::tookEffect);
  }

  private static boolean tookEffect(@Nullable StopOutcome outcome) {
    return outcome == StopOutcome.ACCEPTED || outcome == StopOutcome.ALREADY_STOPPING;
  }

  void becomes(PipelineStopRequest now, String author) {
    for (Stop stop : now.getStatus().stops()) {
      if (attempts.stream().noneMatch(attempt -> attempt.id().equals(stop.attemptId()))) {
        attempts.add(new Attempt(stop.attemptId(), stop.mode(), author));
      }
    }
    request = now;
  }

  void goes(Instant at) {
    gone = at;
  }

  /** The attempt that is recorded for this mode, if it was not sent yet. */
  Optional<Attempt> unsent(StopMode mode) {
    return status()
        .stop(mode)
        .flatMap(
            stop ->
                attempts.stream()
                    .filter(attempt -> attempt.id().equals(stop.attemptId()))
                    .findFirst())
        .filter(attempt -> sent.stream().noneMatch(one -> one.attempt().equals(attempt)));
  }

  void sends(Sent stop) {
    sent.add(stop);
  }

  List<Sent> sent() {
    return sent;
  }

  void calls() {
    calls++;
  }

  void writes() {
    writes++;
  }

  int callCount() {
    return calls;
  }

  int writeCount() {
    return writes;
  }
}
