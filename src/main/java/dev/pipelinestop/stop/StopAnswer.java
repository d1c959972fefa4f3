package dev.pipelinestop.stop;

/** What came of one StopPipelineExecution. */
public sealed interface StopAnswer {

  /** AWS accepted it. */
  record Accepted() implements StopAnswer {}

  /** DuplicatedStopRequestException: the execution is stopping already. */
  record AlreadyStopping(String message) implements StopAnswer {}

  /** PipelineExecutionNotStoppableException: it cannot be stopped at this moment, or no more. */
  record NotStoppable(String message) implements StopAnswer {}

  /** Definitely not accepted: refused by AWS, or nothing reached it. */
  record Refused(AwsFailure failure) implements StopAnswer {}

  /** Not sent: its deadline had passed before it could be. */
  record NotSent() implements StopAnswer {}

  /** Sent, and no answer came that says whether it was accepted. */
  record Lost(AwsFailure failure) implements StopAnswer {}
}
