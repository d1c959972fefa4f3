package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every sentence that a person reads of a stage whose execution is to be stopped. */
record StageMessages(StageTarget stage) {

  /** So many names or ids are said one by one. */
  private static final int NAMED = 5;

  String waitingForPipeline(Instant until) {
    return "AWS does not find pipeline %s. It is given until %s to appear."
        .formatted(stage.pipelineName(), Messages.seconds(until));
  }

  String stageNotFound(List<String> stages) {
    return "Pipeline %s has no stage %s. It has: %s."
        .formatted(stage.pipelineName(), stage.stageName(), some(stages));
  }

  String resolved(Target target) {
    return "Execution %s is in stage %s of pipeline %s: this request stops it, and never another one."
        .formatted(target.pipelineExecutionId(), stage.stageName(), stage.pipelineName());
  }

  String confirming(Target target, Instant until) {
    return ("AWS showed execution %s in stage %s, but shows no action of it in progress there."
            + " Nothing is sent unless it does; reading again until %s.")
        .formatted(target.pipelineExecutionId(), stage.stageName(), Messages.seconds(until));
  }

  String notThere(Target target, PipelineStopRequestStatus status, Instant until) {
    return "AWS showed execution %s in stage %s, but until %s no action of it in progress there%s. Nothing was sent. To stop that execution wherever it is, %s."
        .formatted(
            target.pipelineExecutionId(),
            stage.stageName(),
            Messages.seconds(until),
            status.inProgressActions().isEmpty()
                ? ""
                : " (in progress: " + Messages.named(status.inProgressActions()) + ")",
            byId(target.pipelineExecutionId()));
  }

  String isParallel(Target target) {
    return "Execution %s runs in PARALLEL mode: it need not be the only one in stage %s. Nothing was sent. To stop it, %s."
        .formatted(
            target.pipelineExecutionId(), stage.stageName(), byId(target.pipelineExecutionId()));
  }

  String runsInParallel(List<String> executions) {
    return "Pipeline %s runs in PARALLEL mode, in which AWS does not show what is in stage %s. Nothing was sent. %s Find the one in that stage with `aws codepipeline list-action-executions --pipeline-name %s --filter pipelineExecutionId=ID`, then %s."
        .formatted(
            stage.pipelineName(),
            stage.stageName(),
            executions.isEmpty()
                ? "None of its newest executions is in progress."
                : "In progress: " + some(executions) + ".",
            stage.pipelineName(),
            byId("ID"));
  }

  String waitsBefore(List<String> inbound, StageOccupancy.@Nullable Disabled disabled) {
    String newest = inbound.getLast();
    return "No execution is in stage %s of pipeline %s, but %s before it%s. Nothing was sent. To stop %s, %s."
        .formatted(
            stage.stageName(),
            stage.pipelineName(),
            inbound.size() == 1
                ? "execution " + newest + " waits"
                : "executions wait: " + some(inbound),
            disabled == null ? "" : because(disabled),
            inbound.size() == 1 ? "it" : "the newest of them",
            byId(newest));
  }

  private static String because(StageOccupancy.Disabled disabled) {
    return disabled.reason().isEmpty()
        ? ", because the transition into it is disabled"
        : ", because the transition into it is disabled: " + Messages.cut(disabled.reason(), 100);
  }

  String nothingRunning(StageOccupancy.@Nullable Occupant latest) {
    String where = "stage " + stage.stageName() + " of pipeline " + stage.pipelineName();
    return latest == null
        ? "No execution is in %s, and none was. There was nothing to stop.".formatted(where)
        : "No execution is in %s. The last one there was %s, which AWS shows as %s. There was nothing to stop."
            .formatted(where, latest.pipelineExecutionId(), latest.status());
  }

  /** How an execution is stopped whose id is known. */
  private String byId(String id) {
    return "create a request with pipelineExecutionId: %s, or run `aws codepipeline stop-pipeline-execution --pipeline-name %s --pipeline-execution-id %s --no-abandon`"
        .formatted(id, stage.pipelineName(), id);
  }

  private static String some(List<String> names) {
    String joined = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() <= NAMED ? joined : joined + ", …";
  }
}
