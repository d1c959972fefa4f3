package dev.pipelinestop.sandbox;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.simulator.Ledger;
import dev.pipelinestop.stop.Reason;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One of the requests in {@code deploy/samples/}, and how it has to end.
 *
 * @param story what a person will see
 * @param accepted the modes in which exactly one stop has to be accepted; none in the others
 */
record Sample(String file, String story, Reason result, int abandoned, Set<StopMode> accepted) {

  static final Path FOLDER = Path.of("deploy", "samples");

  static final List<Sample> ALL =
      List.of(
          new Sample(
              "wait.yaml",
              "a wait that finishes when its action in progress does",
              Reason.Stopped,
              0,
              Set.of(StopMode.WAIT)),
          new Sample(
              "abandon.yaml",
              "an abandon with two actions in progress",
              Reason.Stopped,
              2,
              Set.of(StopMode.ABANDON)),
          new Sample(
              "escalate.yaml",
              "a wait that hangs on a manual approval, then is escalated",
              Reason.Stopped,
              1,
              Set.of(StopMode.WAIT, StopMode.ABANDON)),
          new Sample(
              "escalate-by-deadline.yaml",
              "a wait that hangs on a load test, and is abandoned by its deadline",
              Reason.Stopped,
              1,
              Set.of(StopMode.WAIT, StopMode.ABANDON)),
          new Sample(
              "already-succeeded.yaml",
              "too late: the execution has succeeded",
              Reason.ExecutionSucceeded,
              0,
              Set.of()),
          new Sample(
              "not-found.yaml",
              "an execution that does not exist",
              Reason.ExecutionNotFound,
              0,
              Set.of()),
          new Sample(
              "stop-stage.yaml",
              "an abandon of whatever is in a stage",
              Reason.Stopped,
              1,
              Set.of(StopMode.ABANDON)),
          new Sample(
              "other-region.yaml",
              "a wait in another region",
              Reason.Stopped,
              0,
              Set.of(StopMode.WAIT)),
          new Sample(
              "dry-run.yaml", "a dry run: what would be abandoned", Reason.DryRun, 0, Set.of()));

  PipelineStopRequest read() {
    try {
      return Serialization.unmarshal(
          Files.readString(FOLDER.resolve(file)), PipelineStopRequest.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the sample " + file, e);
    }
  }

  /** What is wrong with how it ended, if anything is. */
  Optional<String> wrong(PipelineStopRequest ended, Ledger ledger) {
    PipelineStopRequestStatus status = ended.getStatus();
    String reason = status.condition("Succeeded").map(Condition::reason).orElse("nothing");
    int count = status.abandonedActionCount() == null ? 0 : status.abandonedActionCount();
    if (!reason.equals(result.name()) || count != abandoned) {
      return Optional.of(
          "%s ended as %s with %d abandoned actions, not as %s with %d"
              .formatted(file, reason, count, result, abandoned));
    }
    for (StopMode mode : StopMode.values()) {
      String execution = String.valueOf(status.pipelineExecutionId());
      int stops = ledger.acceptedStops(execution, mode).size();
      if (stops != (accepted.contains(mode) ? 1 : 0)) {
        return Optional.of("%s: AWS accepted %d stops (%s)".formatted(file, stops, mode));
      }
    }
    return Optional.empty();
  }
}
