package dev.pipelinestop.simulator;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What ListActionExecutions tells about an action, and what GetPipelineState shares with it. */
final class ActionAnswers {
  private final SimulatorSettings settings;

  ActionAnswers(SimulatorSettings settings) {
    this.settings = settings;
  }

  /** A row of ListActionExecutions, or null if the view does not show the action yet. */
  @Nullable Json detail(ActionRun run, View view) {
    var shown = run.state.shown(view);
    if (shown == null) {
      return null;
    }
    var definition = run.definition;
    var execution = run.stageRun.execution;
    boolean ended = shown.value().status() != Status.IN_PROGRESS;
    return new Json()
        .with("pipelineExecutionId", execution.id)
        .with("actionExecutionId", run.id)
        .with("pipelineVersion", execution.pipeline.version())
        .with("stageName", run.stageRun.stage.name)
        .with("actionName", definition.name())
        .with("startTime", run.startedAt)
        .with("lastUpdateTime", shown.at())
        .with("updatedBy", shown.value().updatedBy())
        .with("status", shown.value().status())
        .with(
            "input",
            new Json()
                .with(
                    "actionTypeId",
                    new Json()
                        .with("category", definition.category())
                        .with("owner", definition.owner())
                        .with("provider", definition.provider())
                        .with("version", definition.version()))
                // Real pipelines do carry secrets here: tests look for this one in all that we
                // write.
                .with("configuration", Map.of("EnvironmentVariables", Simulator.SECRET))
                .with("resolvedConfiguration", Map.of("EnvironmentVariables", Simulator.SECRET))
                .with("region", settings.region()))
        .with(
            "output",
            new Json()
                .with(
                    "executionResult",
                    new Json()
                        .with("externalExecutionId", externalId(run))
                        .with("externalExecutionSummary", shown.value().summary())
                        .with("externalExecutionUrl", externalUrl(run))
                        .with("errorDetails", error(shown.value())))
                .with("outputVariables", ended ? Map.of("Password", Simulator.SECRET) : null));
  }

  /** The error of a failed action. */
  static @Nullable Json error(ActionRun.State state) {
    return state.status() == Status.FAILED
        ? new Json().with("code", "JobFailed").with("message", state.summary())
        : null;
  }

  /** The run in the service that carries the action out; an approval has none. */
  static @Nullable String externalId(ActionRun run) {
    return run.definition.isManualApproval()
        ? null
        : run.definition.provider().toLowerCase(Locale.ROOT) + ":" + run.id;
  }

  /** Where that run can be looked at. */
  static @Nullable String externalUrl(ActionRun run) {
    var id = externalId(run);
    return id == null ? null : "https://console.aws.example/" + id;
  }
}
