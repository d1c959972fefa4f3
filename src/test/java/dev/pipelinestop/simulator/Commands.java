package dev.pipelinestop.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pipelinestop.api.StopMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations that change something. */
final class Commands {
  private final Model model;
  private final Engine engine;
  private final Stops stops;
  private final Approvals approvals;
  private final Retries retries;
  private final Map<String, String> clientRequests = new HashMap<>();

  Commands(Model model, Engine engine, Stops stops, Approvals approvals, Retries retries) {
    this.model = model;
    this.engine = engine;
    this.stops = stops;
    this.approvals = approvals;
    this.retries = retries;
  }

  ObjectNode stop(JsonNode request, Instant now) {
    var pipeline = pipeline(request);
    var id = request.get("pipelineExecutionId").textValue();
    var mode = request.path("abandon").asBoolean(false) ? StopMode.ABANDON : StopMode.WAIT;
    var execution = model.execution(pipeline, id);
    return switch (stops.stop(execution, mode, text(request, "reason"), now)) {
      case ACCEPTED -> new Json().with("pipelineExecutionId", id).node();
      case DUPLICATED ->
          throw new AwsError(
              "DuplicatedStopRequestException",
              "The pipeline execution %s is already being stopped.".formatted(id));
      case NOT_STOPPABLE ->
          throw new AwsError(
              "PipelineExecutionNotStoppableException",
              ("The pipeline execution %s can't be stopped now. Either it does not exist in the"
                      + " pipeline, or the pipeline execution has no action executions in"
                      + " progress.")
                  .formatted(id));
      case CONFLICT ->
          throw new AwsError(
              "ConflictException",
              "The pipeline is busy handling ongoing activities. Try again later.");
    };
  }

  ObjectNode start(JsonNode request, Instant now) {
    var pipeline = model.pipeline(request.get("name").textValue());
    var token = text(request, "clientRequestToken");
    var known = token == null ? null : clientRequests.get(token);
    if (known != null) {
      return new Json().with("pipelineExecutionId", known).node();
    }
    var variables = new HashMap<String, String>();
    for (var variable : request.path("variables")) {
      variables.put(variable.path("name").asText(), variable.path("value").asText());
    }
    var execution = start(pipeline, null, variables, now);
    if (token != null) {
      clientRequests.put(token, execution.id);
    }
    return new Json().with("pipelineExecutionId", execution.id).node();
  }

  Execution start(
      Pipeline pipeline, @Nullable String id, Map<String, String> variables, Instant now) {
    var trigger =
        new Execution.Trigger("StartPipelineExecution", "arn:aws:iam::123456789012:user/somebody");
    var execution = engine.create(pipeline, id, trigger, variables, now);
    model.add(execution);
    engine.arrive(execution, 0, now);
    return execution;
  }

  ObjectNode changeTransition(JsonNode request, boolean enabled, Instant now) {
    var pipeline = pipeline(request);
    var stage = model.stage(pipeline, request.get("stageName").textValue());
    boolean outbound = request.get("transitionType").textValue().equals("Outbound");
    (outbound ? stage.outbound : stage.inbound)
        .record(
            now,
            Change.TRANSITION,
            new Stage.Transition(enabled, enabled ? null : text(request, "reason"), now));
    int position = pipeline.stages.indexOf(stage) + (outbound ? 1 : 0);
    if (enabled && position < pipeline.stages.size()) {
      engine.admit(pipeline, position, now);
    }
    return new Json().node();
  }

  ObjectNode putApprovalResult(JsonNode request, Instant now) {
    var pipeline = pipeline(request);
    var stage = model.stage(pipeline, request.get("stageName").textValue());
    var name = request.get("actionName").textValue();
    var action = stage.action(name);
    if (action == null) {
      throw new AwsError(
          "ActionNotFoundException",
          "Stage '%s' does not have an action with name '%s'".formatted(stage.name, name));
    }
    boolean approved = request.get("result").get("status").textValue().equals("Approved");
    approvals.decide(pipeline, action, request.get("token").textValue(), approved, now);
    return new Json().with("approvedAt", now).node();
  }

  ObjectNode retryStageExecution(JsonNode request, Instant now) {
    var pipeline = pipeline(request);
    var stage = model.stage(pipeline, request.get("stageName").textValue());
    var execution = model.execution(pipeline, request.get("pipelineExecutionId").textValue());
    if (execution == null) {
      throw new AwsError(
          "NotLatestPipelineExecutionException",
          "Pipeline '%s' has no such execution in stage '%s'".formatted(pipeline.name, stage.name));
    }
    boolean allActions = request.get("retryMode").textValue().equals("ALL_ACTIONS");
    retries.retry(execution, stage, allActions, now);
    return new Json().with("pipelineExecutionId", execution.id).node();
  }

  private Pipeline pipeline(JsonNode request) {
    return model.pipeline(request.get("pipelineName").textValue());
  }

  private static @Nullable String text(JsonNode request, String member) {
    return request.path(member).textValue();
  }
}
