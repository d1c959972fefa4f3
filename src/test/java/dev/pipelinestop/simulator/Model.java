package dev.pipelinestop.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The pipelines of one account and region, and what is looked up in them. */
final class Model {
  private final Map<String, Pipeline> pipelines = new ConcurrentSkipListMap<>();
  private final Map<String, Execution> executions = new ConcurrentHashMap<>();

  Pipeline define(String name, Instant at, Lags lags) {
    return pipelines.computeIfAbsent(name, n -> new Pipeline(n, at, lags.derive()));
  }

  /** The pipelines in the order of their names. */
  List<Pipeline> pipelines() {
    return List.copyOf(pipelines.values());
  }

  void add(Execution execution) {
    if (executions.putIfAbsent(execution.id, execution) != null) {
      throw new IllegalArgumentException("Execution exists already: " + execution.id);
    }
  }

  Pipeline pipeline(String name) {
    var pipeline = pipelines.get(name);
    if (pipeline == null) {
      throw new AwsError(
          "PipelineNotFoundException",
          "Account does not have a pipeline with name '%s'".formatted(name));
    }
    return pipeline;
  }

  Stage stage(Pipeline pipeline, String name) {
    var stage = pipeline.stage(name);
    if (stage == null) {
      throw new AwsError(
          "StageNotFoundException",
          "Pipeline '%s' does not have a stage with name '%s'".formatted(pipeline.name, name));
    }
    return stage;
  }

  @Nullable Execution execution(Pipeline pipeline, String id) {
    var execution = executions.get(id);
    return execution != null && execution.pipeline == pipeline ? execution : null;
  }

  Execution execution(String id) {
    var execution = executions.get(id);
    if (execution == null) {
      throw new IllegalArgumentException("No execution: " + id);
    }
    return execution;
  }

  List<Execution> executions() {
    return executions.values().stream()
        .sorted(Comparator.comparingLong(execution -> execution.number))
        .toList();
  }
}
