package dev.pipelinestop.simulator;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What GetPipelineExecution and ListPipelineExecutions tell about an execution. */
final class ExecutionAnswers {
  private record Key(ReadModel model, String id) {}

  private final Map<Key, String> shownInstead = new ConcurrentHashMap<>();

  void showInstead(ReadModel model, String id, @Nullable String status) {
    if (status == null) {
      shownInstead.remove(new Key(model, id));
    } else {
      shownInstead.put(new Key(model, id), status);
    }
  }

  /** The status of an execution as this view has to show it. */
  String status(Execution execution, View view, Status shown) {
    return shownInstead.getOrDefault(new Key(view.model(), execution.id), shown.toString());
  }

  /** The answer of GetPipelineExecution, or null if the view does not show the execution yet. */
  @Nullable Json detail(Execution execution, View view) {
    var shown = execution.state.shown(view);
    if (shown == null) {
      return null;
    }
    var variables =
        execution.variables.entrySet().stream()
            .map(v -> new Json().with("name", v.getKey()).with("resolvedValue", v.getValue()))
            .toList();
    return new Json()
        .with("pipelineName", execution.pipeline.name)
        .with("pipelineVersion", execution.pipeline.version())
        .with("pipelineExecutionId", execution.id)
        .with("status", status(execution, view, shown.value().status()))
        .with("statusSummary", shown.value().summary())
        .with("artifactRevisions", List.of(revision(execution)))
        .with("variables", variables)
        .with("trigger", trigger(execution))
        .with("executionMode", execution.pipeline.mode())
        .with("executionType", "STANDARD");
  }

  /** A row of ListPipelineExecutions, or null if the view does not show the execution yet. */
  @Nullable Json summary(Execution execution, View view) {
    var shown = execution.state.shown(view);
    if (shown == null) {
      return null;
    }
    var reason = shown.value().stopReason();
    return new Json()
        .with("pipelineExecutionId", execution.id)
        .with("status", status(execution, view, shown.value().status()))
        .with("statusSummary", shown.value().summary())
        .with("startTime", execution.startedAt)
        .with("lastUpdateTime", shown.at())
        .with(
            "sourceRevisions",
            List.of(
                new Json()
                    .with("actionName", "Source")
                    .with("revisionId", revisionId(execution))
                    .with("revisionSummary", "Change number " + execution.number)
                    .with("revisionUrl", revisionUrl(execution))))
        .with("trigger", trigger(execution))
        .with("stopTrigger", reason == null ? null : new Json().with("reason", reason))
        .with("executionMode", execution.pipeline.mode())
        .with("executionType", "STANDARD");
  }

  private static Json trigger(Execution execution) {
    return new Json()
        .with("triggerType", execution.trigger.type())
        .with("triggerDetail", execution.trigger.detail());
  }

  private static Json revision(Execution execution) {
    return new Json()
        .with("name", "SourceOutput")
        .with("revisionId", revisionId(execution))
        .with("revisionSummary", "Change number " + execution.number)
        .with("created", execution.startedAt)
        .with("revisionUrl", revisionUrl(execution));
  }

  private static String revisionId(Execution execution) {
    return "%040x".formatted(execution.number);
  }

  private static String revisionUrl(Execution execution) {
    return "https://git.example/%s/commit/%s"
        .formatted(execution.pipeline.name, revisionId(execution));
  }
}
