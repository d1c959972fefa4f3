package dev.pipelinestop.stop;

/**
 * Every reason of the condition {@code Succeeded}, and of {@code Ready}, {@code Reconciling} and
 * {@code Stalled} which follow it. {@code docs/status.md} lists them with these very words.
 */
public enum Reason {
  ConfirmingStage(
      Result.WORKING,
      "The request is fixed to the execution that AWS shows in the stage. Reading until an action"
          + " of it is in progress there, 30 seconds at most; nothing is sent before."),
  StopRecorded(Result.WORKING, "The intent to stop is recorded; the stop is being sent to AWS."),
  StopAccepted(Result.WORKING, "AWS accepted the stop; its effect does not show yet."),
  Stopping(Result.WORKING, "The execution is stopping: its actions in progress are completing."),
  Abandoning(Result.WORKING, "The execution is stopping: its actions in progress are abandoned."),
  WaitingForApproval(
      Result.WORKING,
      "The execution is stopping and waits for a manual approval, by default up to 7 days."
          + " Approve it, reject it, or set spec.abandon to true."),
  Settling(
      Result.WORKING,
      "AWS reports the end of the execution, but an action or a stage still in progress, or a stop"
          + " may be under way: reading again until that is settled, 30 seconds at most."),
  NotStoppableYet(
      Result.WORKING,
      "AWS cannot stop the execution at this moment, for example between two stages. Tried again"
          + " with growing pauses."),
  OutcomeUnknown(
      Result.WORKING,
      "The answer to a stop was lost. Looking for its effect before anything is sent again."),
  ConfirmingResume(
      Result.WORKING,
      "The execution was stopping and is in progress again. Looking a second time before this"
          + " request ends."),
  WaitingForExecution(
      Result.WORKING,
      "AWS does not find the execution, or the pipeline. It is given some time to appear: 60"
          + " seconds, unless the operator is started with another --not-found-grace."),
  UnrecognizedStatus(
      Result.WORKING,
      "AWS reports a status that this version does not know. Nothing is sent; it is read again."),
  Throttled(Result.WORKING, "AWS answers that there are too many calls. Tried again later."),
  PipelineBusy(
      Result.WORKING, "AWS answers that the pipeline is busy (Conflict). Tried again later."),
  AccessDenied(
      Result.WORKING,
      "AWS refuses a call of the operator: its IAM role lacks the permission that the message"
          + " names. Tried again with growing pauses, up to 5 minutes."),
  InvalidCredentials(
      Result.WORKING,
      "The operator has no valid AWS credentials. Tried again with growing pauses, up to 5"
          + " minutes."),
  InvalidCall(
      Result.WORKING,
      "AWS calls a request of the operator invalid. Tried again with growing pauses, up to 5"
          + " minutes; a new request with other values may be needed."),
  Unreachable(
      Result.WORKING,
      "The AWS endpoint cannot be reached. Check region, network and endpoint. Tried again."),
  NoAnswer(Result.WORKING, "AWS does not answer, or answers with a server error. Tried again."),
  SlowAnswers(
      Result.WORKING,
      "AWS answers so slowly that what it showed is too old to rest a stop on. Looking again."),
  UnintelligibleAnswer(
      Result.WORKING, "AWS, or something in its place, answers nonsense. Tried again."),
  OtherAccount(
      Result.WORKING,
      "The operator now works in another AWS account than when this request was fixed to one."
          + " Nothing is sent until it is back."),
  UnsupportedField(
      Result.WORKING,
      "The spec has a field that this version of the operator does not know, or names neither an"
          + " execution nor a stage. Nothing is done until the operator is upgraded."),

  Stopped(Result.SUCCESS, "AWS stopped the execution."),
  AlreadyStopped(
      Result.SUCCESS,
      "The execution was stopped, but not by this request; nothing was left to do."),
  ExecutionFailed(
      Result.SUCCESS, "The execution failed before or while it was stopped; it runs no more."),
  ExecutionCancelled(Result.SUCCESS, "The execution was cancelled; it runs no more."),
  ExecutionSuperseded(
      Result.SUCCESS, "A newer execution took the place of this one; it runs no more."),
  NothingRunning(Result.SUCCESS, "No execution was in the stage; there was nothing to stop."),
  DryRun(
      Result.SUCCESS,
      "A dry run found an execution that is not at its end. Nothing was sent; the message says what"
          + " a stop would have done."),

  ExecutionSucceeded(
      Result.FAILURE, "Too late: the execution ran to its end before it could be stopped."),
  ExecutionResumed(
      Result.FAILURE,
      "Somebody retried the execution after it was stopped. This request does not stop it again:"
          + " create a new one."),
  ExecutionNotFound(
      Result.FAILURE,
      "The pipeline has no such execution. Check the id, the region and the account."),
  PipelineNotFound(
      Result.FAILURE, "There is no such pipeline. Check the name, the region and the account."),
  StageNotFound(Result.FAILURE, "The pipeline has no such stage. Check the name of the stage."),
  StageNotResolvable(
      Result.FAILURE,
      "Which execution is meant cannot be told from the stage: the pipeline runs in PARALLEL mode,"
          + " executions wait before the stage, or the one shown in it was not at work there."
          + " Nothing was sent. The message says how to stop it by its id."),
  Expired(
      Result.FAILURE,
      "No stop was accepted until spec.notAfter, or without it within an hour of the creation, so"
          + " none is sent any more. Create a new request to stop the execution now.");

  /** What a reason says of the request. */
  public enum Result {
    /** Succeeded is Unknown. */
    WORKING,
    /** Succeeded is True. */
    SUCCESS,
    /** Succeeded is False. */
    FAILURE
  }

  private final Result result;
  private final String meaning;

  Reason(Result result, String meaning) {
    this.result = result;
    this.meaning = meaning;
  }

  /** What this reason says of the request. */
  public Result result() {
    return result;
  }

  /** True unless a person should look at it: the type of the event that tells of it. */
  public boolean isNormal() {
    return switch (this) {
      case WaitingForApproval,
          OutcomeUnknown,
          ConfirmingResume,
          UnrecognizedStatus,
          Throttled,
          PipelineBusy,
          AccessDenied,
          InvalidCredentials,
          InvalidCall,
          Unreachable,
          NoAnswer,
          SlowAnswers,
          UnintelligibleAnswer,
          OtherAccount,
          UnsupportedField ->
          false;
      default -> result != Result.FAILURE;
    };
  }

  /** What it means, for the documentation. */
  public String meaning() {
    return meaning;
  }

  /** The reason for which a request whose call failed so is waiting. */
  static Reason of(AwsFailure.Meaning meaning) {
    return switch (meaning) {
      case THROTTLED -> Throttled;
      case BUSY -> PipelineBusy;
      case ACCESS_DENIED -> AccessDenied;
      case CREDENTIALS -> InvalidCredentials;
      case INVALID -> InvalidCall;
      case UNREACHABLE -> Unreachable;
      case NO_ANSWER -> NoAnswer;
      case NONSENSE -> UnintelligibleAnswer;
    };
  }
}
