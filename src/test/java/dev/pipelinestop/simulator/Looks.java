package dev.pipelinestop.simulator;

import java.util.List;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecution;
import software.amazon.awssdk.services.codepipeline.model.StageState;

/** Looks at one execution through the read models, with the real SDK. */
record Looks(CodePipelineClient client, String pipeline, String id) {
  String execution() {
    return client
        .getPipelineExecution(r -> r.pipelineName(pipeline).pipelineExecutionId(id))
        .pipelineExecution()
        .statusAsString();
  }

  String stage(String stage) {
    return stageState(stage).latestExecution().statusAsString();
  }

  ActionExecution action(String stage) {
    return stageState(stage).actionStates().getFirst().latestExecution();
  }

  StageState stageState(String stage) {
    return client.getPipelineState(r -> r.name(pipeline)).stageStates().stream()
        .filter(state -> state.stageName().equals(stage))
        .findFirst()
        .orElseThrow();
  }

  /** What ListActionExecutions shows, newest first. */
  List<String> actions() {
    return client
        .listActionExecutions(r -> r.pipelineName(pipeline).filter(f -> f.pipelineExecutionId(id)))
        .actionExecutionDetails()
        .stream()
        .map(detail -> detail.actionName() + " " + detail.statusAsString())
        .toList();
  }

  void stop(boolean abandon) {
    client.stopPipelineExecution(
        r ->
            r.pipelineName(pipeline)
                .pipelineExecutionId(id)
                .abandon(abandon)
                .reason(abandon ? "abandoned" : "waited"));
  }

  void approve(String stage) {
    var state = stageState(stage).actionStates().getFirst();
    client.putApprovalResult(
        r ->
            r.pipelineName(pipeline)
                .stageName(stage)
                .actionName(state.actionName())
                .token(state.latestExecution().token())
                .result(result -> result.summary("fine").status("Approved")));
  }
}
