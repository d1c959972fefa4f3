package dev.pipelinestop.process;

import java.util.List;

/**
 * A request as it lies in Git.
 *
 * @param more further lines of the spec
 */
record Manifest(String name, String pipeline, String execution, List<String> more) {

  /** A wait, or with a line {@code abandon: true} an abandon. */
  static Manifest of(String name, String pipeline, String execution, String... more) {
    return new Manifest(name, pipeline, execution, List.of(more));
  }

  /** The same under another name. */
  Manifest renamed(String to) {
    return new Manifest(to, pipeline, execution, more);
  }

  @Override
  public String toString() {
    return """
    apiVersion: pipelinestop.dev/v1alpha1
    kind: PipelineStopRequest
    metadata:
      name: %s
    spec:
      pipelineName: %s
      pipelineExecutionId: %s
    %s\
    """
        .formatted(
            name,
            pipeline,
            execution,
            String.join("", more.stream().map("  %s\n"::formatted).toList()));
  }
}
