package dev.pipelinestop.bench;

import dev.pipelinestop.simulator.Scenario;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One request of the benchmark, and the execution that it is about.
 *
 * @param name of the request, without quotes or dashes, so that it can be found in a text
 */
record Job(String name, String pipeline, String execution, boolean abandon) {

  /** So many, spread over the generated executions of this fleet. */
  static List<Job> of(Fleet fleet, int first, int count, boolean abandon) {
    return IntStream.range(first, first + count)
        .mapToObj(
            i -> {
              String pipeline = fleet.name() + "-" + (i % fleet.pipelines() + 1);
              return new Job(
                  "job" + i,
                  pipeline,
                  Scenario.generatedId(pipeline, i / fleet.pipelines() + 1),
                  abandon);
            })
        .toList();
  }

  String json() {
    return """
    {"apiVersion":"pipelinestop.dev/v1alpha1","kind":"PipelineStopRequest","metadata":{"name":"%s"},\
    "spec":{"pipelineName":"%s","pipelineExecutionId":"%s"%s}}\
    """
        .formatted(name, pipeline, execution, abandon ? ",\"abandon\":true" : "");
  }
}
