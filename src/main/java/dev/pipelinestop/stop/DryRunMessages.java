package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;

/** What a dry run says at its end: what a stop would do now. */
record DryRunMessages(Round round, Target target, PipelineStopRequestStatus status) {

  /** A dry run that ends as a stop would have ended without being sent. */
  static String nothing(String message) {
    return "Dry run, nothing is sent: " + message;
  }

  /** What a stop of an execution that is not at its end would do. */
  String report() {
    StopMode mode = round.request().spec().wantedMode();
    boolean stopping = ExecutionStatus.stopSeen(status.executionStatus());
    boolean sends = !stopping || (mode == StopMode.ABANDON && round.stageCheck(status).mayStop());
    String first =
        sends
            ? "Dry run, nothing is sent: a request without dryRun would now send a stop (%s) of execution %s of pipeline %s%s."
                .formatted(
                    Messages.words(mode),
                    target.pipelineExecutionId(),
                    target.pipelineName(),
                    effect(mode))
            : "Dry run, nothing is sent, nor would it be without dryRun: execution %s of pipeline %s is stopping already%s."
                .formatted(
                    target.pipelineExecutionId(),
                    target.pipelineName(),
                    status.inProgressActions().isEmpty() ? "" : " and completes " + actions());
    return first + (mode == StopMode.WAIT ? whatAWaitTakes() : "");
  }

  private String effect(StopMode mode) {
    if (status.inProgressActions().isEmpty()) {
      return ". AWS shows no action in progress, and refuses a stop while that is so: it would be"
          + " tried again until "
          + Messages.seconds(round.notAfter());
    }
    return switch (mode) {
      case WAIT -> " and wait for " + actions() + " to complete";
      case ABANDON ->
          " and abandon " + actions() + "; what they started outside CodePipeline would go on";
    };
  }

  private String actions() {
    return Messages.actionCount(status) + " (" + Messages.named(status.inProgressActions()) + ")";
  }

  private String whatAWaitTakes() {
    String approval =
        status.inProgressActions().stream().anyMatch(Messages::isApproval)
            ? " A manual approval ends by itself only when it times out, by default after 7 days."
            : "";
    String longest = round.request().spec().abandonAfter();
    return longest == null
        ? approval
        : approval + " What is still in progress %s later would be abandoned.".formatted(longest);
  }
}
