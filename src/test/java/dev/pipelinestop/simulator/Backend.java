package dev.pipelinestop.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/** Works on the operations, one at a time, after everything that is due by then. */
final class Backend {
  /** What an operation answers, and whether it changed something. */
  record Reply(ObjectNode body, boolean effect) {}

  private final Simulator simulator;
  private final Queries queries;
  private final Commands commands;
  private final Sts sts;

  Backend(Simulator simulator, Queries queries, Commands commands, Sts sts) {
    this.simulator = simulator;
    this.queries = queries;
    this.commands = commands;
    this.sts = sts;
  }

  String sts(String operation) {
    if (!operation.equals("GetCallerIdentity")) {
      throw new AwsError("InvalidAction", "Could not find operation " + operation);
    }
    return sts.getCallerIdentity(UUID.randomUUID().toString());
  }

  Reply codePipeline(String name, JsonNode request) {
    var operation = Operation.named(name);
    if (operation == null) {
      throw new AwsError("UnknownOperationException", "Unknown operation: " + name);
    }
    if (!request.isObject()) {
      throw new AwsError("SerializationException", "The request is not a JSON object.");
    }
    operation.validate(request);
    return switch (operation) {
      case STOP_PIPELINE_EXECUTION -> change(now -> commands.stop(request, now));
      case GET_PIPELINE_EXECUTION -> read(now -> queries.getPipelineExecution(request, now));
      case GET_PIPELINE_STATE -> read(now -> queries.getPipelineState(request, now));
      case LIST_ACTION_EXECUTIONS -> read(now -> queries.listActionExecutions(request, now));
      case LIST_PIPELINE_EXECUTIONS -> read(now -> queries.listPipelineExecutions(request, now));
      case LIST_PIPELINES -> read(now -> queries.listPipelines(request));
      case START_PIPELINE_EXECUTION -> change(now -> commands.start(request, now));
      case ENABLE_STAGE_TRANSITION -> change(now -> commands.changeTransition(request, true, now));
      case DISABLE_STAGE_TRANSITION ->
          change(now -> commands.changeTransition(request, false, now));
      case PUT_APPROVAL_RESULT -> change(now -> commands.putApprovalResult(request, now));
      case RETRY_STAGE_EXECUTION -> change(now -> commands.retryStageExecution(request, now));
    };
  }

  private Reply read(Function<Instant, ObjectNode> query) {
    return new Reply(simulator.atNow(query), false);
  }

  private Reply change(Function<Instant, ObjectNode> command) {
    return new Reply(simulator.atNow(command), true);
  }
}
