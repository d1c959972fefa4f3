package dev.pipelinestop.admission;

/**
 * A request, as JSON.
 *
 * @param target the field that says which execution
 * @param more further fields, each after a comma
 */
record Request(String name, String pipeline, String target, String more) {

  /** A wait for the execution that all of them are about. */
  static Request named(String name) {
    return new Request(
        name,
        "payments-deploy",
        "\"pipelineExecutionId\": \"11111111-1111-4111-8111-111111111111\"",
        "");
  }

  /** Of another pipeline. */
  Request of(String newPipeline) {
    return new Request(name, newPipeline, target, more);
  }

  /** For whatever is in this stage. */
  Request inStage(String stage) {
    return new Request(
        name,
        pipeline,
        "\"stageName\": \"%s\", \"notAfter\": \"2031-01-01T00:00:00Z\"".formatted(stage),
        more);
  }

  /** With this field, or these. */
  Request with(String fields) {
    return new Request(name, pipeline, target, more + ", " + fields);
  }

  @Override
  public String toString() {
    return """
    {
      "apiVersion": "pipelinestop.dev/v1alpha1",
      "kind": "PipelineStopRequest",
      "metadata": {"name": "%s"},
      "spec": {"pipelineName": "%s", %s%s}
    }
    """
        .formatted(name, pipeline, target, more);
  }
}
