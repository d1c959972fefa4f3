package dev.pipelinestop.stop;

import dev.pipelinestop.api.InProgressAction;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every sentence that a person reads in a condition. Each tells what is waited for and what can be
 * done now. They hold instants and never the time that has passed, so that a status changes only
 * when something happened.
 */
final class Messages {

  /** So many actions are named one by one. */
  private static final int NAMED_ACTIONS = 3;

  private Messages() {}

  static String stopRecorded(StopMode mode, Target target) {
    return "Sending the stop (%s) of execution %s of pipeline %s."
        .formatted(words(mode), target.pipelineExecutionId(), target.pipelineName());
  }

  static String stopAccepted(Stop stop) {
    return accepted(stop) + "; its effect does not show yet.";
  }

  private static String accepted(Stop stop) {
    Instant acceptedAt = stop.answeredAt() == null ? stop.attemptedAt() : stop.answeredAt();
    return "AWS accepted the stop (%s) at %s".formatted(words(stop.mode()), seconds(acceptedAt));
  }

  static String withoutEffect(Optional<Stop> accepted) {
    String before =
        accepted
            .map(Messages::accepted)
            .orElse("AWS said that it was stopping the execution already");
    return before
        + ", but still reports InProgress. Nothing more is sent, not even an abandon: it would hit"
        + " the execution after somebody retried it. Create a new request to stop it.";
  }

  static String alreadyStopping() {
    return "AWS says that the execution is stopping already; this does not show yet.";
  }

  static String stopping(PipelineStopRequestStatus status) {
    List<InProgressAction> actions = status.inProgressActions();
    if (actions.isEmpty()) {
      return "The execution is stopping; AWS shows no action in progress any more.";
    }
    return "Waiting for %s to complete: %s.".formatted(actionCount(status), named(actions));
  }

  static String waitingForApproval(PipelineStopRequestStatus status) {
    List<InProgressAction> approvals =
        status.inProgressActions().stream().filter(Messages::isApproval).toList();
    return ("Waiting for a manual approval: %s. By itself it ends only when it times out, by"
            + " default after 7 days. Approving or rejecting it ends it now.")
        .formatted(named(approvals));
  }

  static String mayBeAbandoned() {
    return " To abandon instead of waiting, set spec.abandon to true.";
  }

  static String abandonedAgain() {
    return " The abandon was not accepted so far and is tried again.";
  }

  static String notAbandonedElsewhere() {
    return " It is not abandoned: no action is in progress in the stage that the request names.";
  }

  /** What follows a message: the escalation that is ahead, if one is. */
  static String escalation(Escalation escalation) {
    return switch (escalation) {
      case Escalation.At(Instant instant) ->
          (" At %s (spec.abandonAfter) what is still in progress is abandoned; what it started"
                  + " outside CodePipeline goes on.")
              .formatted(seconds(instant));
      case Escalation.Withheld withheld ->
          " It is not abandoned by itself any more (spec.abandonAfter): an action has started since"
              + " the stop, so somebody retried the execution.";
      case Escalation.Never never -> "";
    };
  }

  static String abandoning(PipelineStopRequestStatus status) {
    return status.inProgressActions().isEmpty()
        ? "The execution is stopping; its actions are being abandoned."
        : "Abandoning %s: %s. What they started outside CodePipeline goes on."
            .formatted(actionCount(status), named(status.inProgressActions()));
  }

  static String settling(PipelineStopRequestStatus status, Instant until) {
    String inProgress =
        status.inProgressActions().isEmpty()
            ? status.stages().stream()
                .filter(stage -> stage.status().equals("InProgress"))
                .map(stage -> "stage " + stage.name() + " in progress")
                .collect(Collectors.joining(", "))
            : actionCount(status) + " in progress: " + named(status.inProgressActions());
    return "AWS reports %s, but still shows %s. Reading again until they agree, at most until %s."
        .formatted(status.executionStatus(), inProgress, seconds(until));
  }

  static String waitingForTurn(Instant notAfter) {
    return "A stop is recorded that was not accepted; the next attempt waits its turn, at most until %s."
        .formatted(seconds(notAfter));
  }

  static String endContradicted(Instant settledSince) {
    return "The execution was seen at its end at %s, but AWS reports it InProgress. No stop is sent any more; it is read again. Create a new request to stop it."
        .formatted(seconds(settledSince));
  }

  static String landing(PipelineStopRequestStatus status, Instant until) {
    return "AWS reports %s, but a stop that was recorded before may be under way until %s. Then this request ends."
        .formatted(status.executionStatus(), seconds(until));
  }

  static String notStoppableYet(Instant notAfter, boolean inEffect) {
    String bound = inEffect ? "" : " until " + seconds(notAfter);
    return "AWS cannot stop the execution at this moment (no action in progress, or between two stages). Tried again%s."
        .formatted(bound);
  }

  static String outcomeUnknown(Stop stop, Instant settledAt) {
    return ("The answer to the stop (%s) of %s was lost. Looking for its effect until %s before"
            + " anything is sent again.")
        .formatted(words(stop.mode()), seconds(stop.attemptedAt()), seconds(settledAt));
  }

  static String confirmingResume() {
    return "The execution was stopping and AWS reports it InProgress again. Looking once more"
        + " before this request ends.";
  }

  static String waitingForExecution(Target target, Instant until) {
    return "AWS does not find execution %s of pipeline %s. It is given until %s to appear."
        .formatted(target.pipelineExecutionId(), target.pipelineName(), seconds(until));
  }

  static String unrecognizedStatus(String status) {
    return "AWS reports the status %s, which this version of the operator does not know. Nothing is sent; it is read again."
        .formatted(status);
  }

  static String failure(AwsFailure failure) {
    return "%s: %s (%s). %s"
        .formatted(
            failure.operation(),
            failure.message(),
            failure.code(),
            Reason.of(failure.meaning()).meaning());
  }

  static String slowAnswers(Timing timing) {
    return "AWS took too long to answer: nothing is sent that rests on a look older than %d s. Looking again."
        .formatted(timing.freshness().toSeconds());
  }

  static String notSent() {
    return "The stop was not sent: too much time had passed since the look that it rests on."
        + " Looking again.";
  }

  static String otherAccount(PipelineStopRequestStatus pinned, String account, String region) {
    return "This request is fixed to account %s, region %s; the operator now works in account %s, region %s. Nothing is sent until it is back."
        .formatted(pinned.account(), pinned.region(), account, region);
  }

  static String unsupportedFields(List<String> names) {
    return "The spec has fields that this version of the operator does not know: %s. Nothing is done. Upgrade the operator."
        .formatted(String.join(", ", names));
  }

  static String unnamed() {
    return "The spec names neither an execution nor a stage. Nothing is done. Apply the definition"
        + " in crds/, which does not take such a request, and create another one.";
  }

  static String stopped(PipelineStopRequestStatus status) {
    int abandoned = count(status.abandonedActionCount());
    return abandoned == 0
        ? "AWS stopped the execution. No action was abandoned."
        : "AWS stopped the execution. %s abandoned; what they started outside CodePipeline may still be running: see status.abandonedActions."
            .formatted(abandoned == 1 ? "1 action was" : abandoned + " actions were");
  }

  static String alreadyStopped(PipelineStopRequestStatus status) {
    String reason = status.stopTriggerReason();
    return "The execution was already stopped, not by this request"
        + (reason == null || reason.isEmpty() ? "." : "; the reason given then: " + reason);
  }

  static String ended(PipelineStopRequestStatus status) {
    String summary = status.executionStatusSummary();
    return "AWS reports %s: the execution runs no more%s"
        .formatted(
            status.executionStatus(),
            summary == null || summary.isEmpty() ? "." : ". AWS says: " + summary);
  }

  static String succeeded(boolean stopInEffect) {
    return stopInEffect
        ? "The stop came too late: the execution ran to its end while it was being stopped."
        : "The execution had already succeeded; there was nothing left to stop.";
  }

  static String resumed(Target target) {
    return "Execution %s was stopped, or had ended, and was then retried by somebody. This request never stops it again: create a new one to stop it."
        .formatted(target.pipelineExecutionId());
  }

  static String executionNotFound(Target target, Look look) {
    return "Pipeline %s has no execution %s in account %s, region %s. Check the id with `aws codepipeline list-pipeline-executions --pipeline-name %s`."
        .formatted(
            target.pipelineName(),
            target.pipelineExecutionId(),
            look.account(),
            look.region(),
            target.pipelineName());
  }

  static String pipelineNotFound(String pipelineName, String account, String region) {
    return "There is no pipeline %s in account %s, region %s. Check its name, the region and the account."
        .formatted(pipelineName, account, region);
  }

  static String expired(Instant notAfter, Now time, String lastMessage) {
    String clocks =
        time.correction().isZero()
            ? ""
            : " It is %s by AWS's clock, which counts, and %s by the operator's own, which is wrong."
                .formatted(seconds(time.instant()), seconds(time.uncorrected()));
    return "No stop was accepted until %s, so none is sent any more. Create a new request to stop the execution now.%s%s"
        .formatted(seconds(notAfter), clocks, lastMessage.isEmpty() ? "" : " Last: " + lastMessage);
  }

  static String words(StopMode mode) {
    return switch (mode) {
      case WAIT -> "stop and wait";
      case ABANDON -> "stop and abandon";
    };
  }

  static String actionCount(PipelineStopRequestStatus status) {
    int count = count(status.inProgressActionCount());
    return count == 1 ? "1 action" : count + " actions";
  }

  private static int count(@Nullable Integer count) {
    return count == null ? 0 : count;
  }

  /** The text, no longer than this, and without half a character, which cannot be written. */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
    return text.substring(0, end) + "…";
  }

  static boolean isApproval(InProgressAction action) {
    return "Approval".equals(action.category());
  }

  static String named(List<InProgressAction> actions) {
    String names =
        actions.stream()
            .limit(NAMED_ACTIONS)
            .map(Messages::named)
            .collect(Collectors.joining(", "));
    return actions.size() <= NAMED_ACTIONS ? names : names + ", …";
  }

  private static String named(InProgressAction action) {
    String provider = action.provider();
    Instant since = action.since();
    return "action "
        + action.action()
        + " in stage "
        + action.stage()
        + (provider == null ? "" : " (" + provider + ")")
        + (since == null ? "" : " since " + seconds(since));
  }

  static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
