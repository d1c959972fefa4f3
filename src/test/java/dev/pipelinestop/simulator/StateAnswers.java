package dev.pipelinestop.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What GetPipelineState tells. */
final class StateAnswers {
  private final ExecutionAnswers executions;

  StateAnswers(ExecutionAnswers executions) {
    this.executions = executions;
  }

  Json state(Pipeline pipeline, View view) {
    return new Json()
        .with("pipelineName", pipeline.name)
        .with("pipelineVersion", pipeline.version())
        .with("stageStates", pipeline.stages.stream().map(stage -> stage(stage, view)).toList())
        .with("created", pipeline.createdAt)
        .with("updated", pipeline.createdAt);
  }

  private Json stage(Stage stage, View view) {
    var json = new Json().with("stageName", stage.name);
    var waiting = stage.waiting.shown(view);
    if (waiting != null && !waiting.value().isEmpty()) {
      var inbound = waiting.value().stream().map(StateAnswers::inbound).toList();
      json.with("inboundExecution", inbound.getLast()).with("inboundExecutions", inbound);
    }
    var transition = stage.inbound.shown(view);
    if (transition != null) {
      json.with("inboundTransitionState", transition(transition.value()));
    }
    json.with("actionStates", actions(stage, view));
    var latest = stage.latest == null ? null : stage.latest.shown(view);
    if (latest != null) {
      var run = latest.value();
      var status = run.status.shown(view);
      json.with(
          "latestExecution",
          new Json()
              .with("pipelineExecutionId", run.execution.id)
              .with(
                  "status",
                  executions.status(
                      run.execution, view, status == null ? Status.IN_PROGRESS : status.value()))
              .with("type", "STANDARD"));
    }
    return json;
  }

  private static Json inbound(Execution execution) {
    return new Json()
        .with("pipelineExecutionId", execution.id)
        .with("status", Status.IN_PROGRESS)
        .with("type", "STANDARD");
  }

  private static Json transition(Stage.Transition transition) {
    var json = new Json().with("enabled", transition.enabled());
    return transition.enabled()
        ? json
        : json.with("lastChangedBy", "arn:aws:iam::simulator")
            .with("lastChangedAt", transition.changedAt())
            .with("disabledReason", transition.reason());
  }

  private static List<Json> actions(Stage stage, View view) {
    return stage.actions.stream()
        .map(
            definition ->
                new Json()
                    .with("actionName", definition.name())
                    .with("latestExecution", latest(stage, definition, view))
                    .with("entityUrl", "https://console.aws.example/" + definition.provider()))
        .toList();
  }

  private static @Nullable Json latest(Stage stage, ActionDefinition definition, View view) {
    var runs = stage.latestActions.get(definition.name());
    var latest = runs == null ? null : runs.shown(view);
    var shown = latest == null ? null : latest.value().state.shown(view);
    if (latest == null || shown == null) {
      return null;
    }
    var run = latest.value();
    boolean pending = definition.isManualApproval() && shown.value().status() == Status.IN_PROGRESS;
    return new Json()
        .with("actionExecutionId", run.id)
        .with("status", shown.value().status())
        .with("summary", shown.value().summary())
        .with("lastStatusChange", shown.at())
        .with("token", pending ? run.token : null)
        .with("lastUpdatedBy", shown.value().updatedBy())
        .with("externalExecutionId", ActionAnswers.externalId(run))
        .with("externalExecutionUrl", ActionAnswers.externalUrl(run))
        .with("errorDetails", ActionAnswers.error(shown.value()));
  }
}
