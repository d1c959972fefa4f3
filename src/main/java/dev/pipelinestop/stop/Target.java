package dev.pipelinestop.stop;

import org.jspecify.annotations.Nullable;

/**
 * The one pipeline execution that a request is about.
 *
 * @param region the AWS region that it is in; null for the operator's
 */
public record Target(String pipelineName, String pipelineExecutionId, @Nullable String region)
    implements Subject {

  /** The same, in the region that was looked at. */
  Target in(String seen) {
    return new Target(pipelineName, pipelineExecutionId, seen);
  }
}
