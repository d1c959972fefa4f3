package dev.pipelinestop.process;

import dev.pipelinestop.simulator.SdkClients;
import dev.pipelinestop.simulator.SimulatorServer;
import java.time.Duration;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ApprovalStatus;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;

/** What people do in the console of AWS, beside the operator. */
final class Console implements AutoCloseable {
  private final CodePipelineClient client;

  Console(SimulatorServer aws) {
    client = SdkClients.codePipeline(aws, Duration.ofSeconds(10));
  }

  /** Retries an execution that was stopped in this stage: it keeps its id and runs again. */
  void retry(String pipeline, String stage, String execution) {
    var unused =
        client.retryStageExecution(
            request ->
                request
                    .pipelineName(pipeline)
                    .stageName(stage)
                    .pipelineExecutionId(execution)
                    .retryMode(StageRetryMode.ALL_ACTIONS));
  }

  /** Stops an execution, with no request at all. */
  void abandon(String pipeline, String execution) {
    var unused =
        client.stopPipelineExecution(
            request -> request.pipelineName(pipeline).pipelineExecutionId(execution).abandon(true));
  }

  /** Approves what waits in the only action of the first stage. */
  void approve(String pipeline) {
    var stage = client.getPipelineState(request -> request.name(pipeline)).stageStates().getFirst();
    var action = stage.actionStates().getFirst();
    var unused =
        client.putApprovalResult(
            request ->
                request
                    .pipelineName(pipeline)
                    .stageName(stage.stageName())
                    .actionName(action.actionName())
                    .token(action.latestExecution().token())
                    .result(result -> result.status(ApprovalStatus.APPROVED).summary("fine")));
  }

  @Override
  public void close() {
    client.close();
  }
}
