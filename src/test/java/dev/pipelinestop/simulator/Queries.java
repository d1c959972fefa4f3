package dev.pipelinestop.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** The operations that only read. */
final class Queries {
  private final Model model;
  private final ExecutionAnswers executionAnswers;
  private final ActionAnswers actionAnswers;
  private final StateAnswers stateAnswers;

  Queries(Model model, ExecutionAnswers executionAnswers, SimulatorSettings settings) {
    this.model = model;
    this.executionAnswers = executionAnswers;
    this.actionAnswers = new ActionAnswers(settings);
    this.stateAnswers = new StateAnswers(executionAnswers);
  }

  ObjectNode getPipelineState(JsonNode request, Instant now) {
    var pipeline = model.pipeline(request.get("name").textValue());
    var view = new View(ReadModel.GET_PIPELINE_STATE, pipeline.lags(), now);
    return stateAnswers.state(pipeline, view).node();
  }

  ObjectNode getPipelineExecution(JsonNode request, Instant now) {
    var pipeline = pipeline(request);
    var id = request.get("pipelineExecutionId").textValue();
    var view = new View(ReadModel.GET_PIPELINE_EXECUTION, pipeline.lags(), now);
    var execution = model.execution(pipeline, id);
    var detail = execution == null ? null : executionAnswers.detail(execution, view);
    if (detail == null) {
      throw executionNotFound(pipeline, id);
    }
    return new Json().with("pipelineExecution", detail).node();
  }

  ObjectNode listPipelineExecutions(JsonNode request, Instant now) {
    var pipeline = pipeline(request);
    var view = new View(ReadModel.LIST_PIPELINE_EXECUTIONS, pipeline.lags(), now);
    var stageName = request.path("filter").path("succeededInStage").path("stageName").asText("");
    Predicate<Execution> wanted = execution -> true;
    if (!stageName.isEmpty()) {
      wanted = execution -> succeededIn(execution, stageName, view);
    }
    // Newest first, as was observed; the order is not documented.
    var rows =
        pipeline.executions.reversed().stream()
            .filter(execution -> execution.state.shown(view) != null)
            .filter(wanted)
            .sorted(Comparator.comparing((Execution execution) -> execution.startedAt).reversed())
            .toList();
    var scope = "executions\n" + pipeline.name + "\n" + stageName;
    var page = Page.of(rows, request, scope, execution -> execution.id);
    return new Json()
        .with(
            "pipelineExecutionSummaries",
            page.rows().stream().map(row -> executionAnswers.summary(row, view)).toList())
        .with("nextToken", page.nextToken())
        .node();
  }

  private static boolean succeededIn(Execution execution, String stageName, View view) {
    return execution.stageRuns.stream()
        .filter(run -> run.stage.name.equals(stageName))
        .map(run -> run.status.shown(view))
        .anyMatch(status -> status != null && status.value() == Status.SUCCEEDED);
  }

  ObjectNode listActionExecutions(JsonNode request, Instant now) {
    var pipeline = pipeline(request);
    var view = new View(ReadModel.LIST_ACTION_EXECUTIONS, pipeline.lags(), now);
    var filter = request.path("filter");
    var latest = filter.path("latestInPipelineExecution");
    var id = filter.path("pipelineExecutionId").asText("");
    if (id.isEmpty()) {
      id = latest.path("pipelineExecutionId").asText("");
    }
    boolean currentAttempt = latest.path("startTimeRange").asText("").equals("Latest");
    var rows =
        executions(pipeline, id).stream()
            .flatMap(
                execution ->
                    execution.stageRuns.stream()
                        .flatMap(run -> run.actions.stream())
                        .filter(
                            run ->
                                !currentAttempt
                                    || !run.startedAt.isBefore(execution.attemptStartedAt)))
            .filter(run -> run.state.shown(view) != null)
            .sorted(Comparator.comparingLong((ActionRun run) -> run.sequence).reversed())
            .toList();
    var scope = "actions\n" + pipeline.name + "\n" + id + "\n" + currentAttempt;
    var page = Page.of(rows, request, scope, run -> run.id);
    return new Json()
        .with(
            "actionExecutionDetails",
            page.rows().stream()
                .map(run -> actionAnswers.detail(run, view))
                .filter(Objects::nonNull)
                .toList())
        .with("nextToken", page.nextToken())
        .node();
  }

  private List<Execution> executions(Pipeline pipeline, String id) {
    if (id.isEmpty()) {
      return pipeline.executions;
    }
    var execution = model.execution(pipeline, id);
    if (execution == null) {
      throw executionNotFound(pipeline, id);
    }
    return List.of(execution);
  }

  ObjectNode listPipelines(JsonNode request) {
    var page = Page.of(model.pipelines(), request, "pipelines", pipeline -> pipeline.name);
    return new Json()
        .with(
            "pipelines",
            page.rows().stream()
                .map(
                    pipeline ->
                        new Json()
                            .with("name", pipeline.name)
                            .with("version", pipeline.version())
                            .with("pipelineType", "V2")
                            .with("executionMode", pipeline.mode())
                            .with("created", pipeline.createdAt)
                            .with("updated", pipeline.createdAt))
                .toList())
        .with("nextToken", page.nextToken())
        .node();
  }

  private Pipeline pipeline(JsonNode request) {
    return model.pipeline(request.get("pipelineName").textValue());
  }

  private static AwsError executionNotFound(Pipeline pipeline, String id) {
    return new AwsError(
        "PipelineExecutionNotFoundException",
        "Pipeline '%s' does not have an execution with id '%s'".formatted(pipeline.name, id));
  }
}
