package dev.pipelinestop.soak;

import dev.pipelinestop.api.StopMode;
import java.util.EnumSet;
import java.util.Set;

/**
 * One request of somebody's, and what is right for it.
 *
 * @param pipelineExecutionId the only execution that may be stopped for it
 */
record Trial(String name, String pipeline, String pipelineExecutionId, Wish wish) {

  /** What is asked for. */
  enum Wish {
    /** The action in progress ends by itself soon. */
    WAIT,
    /** The action in progress would take an hour. */
    ABANDON,
    /** A wait for an approval that nobody gives, until somebody escalates it. */
    ESCALATE;

    /** The modes in which it may be stopped. */
    Set<StopMode> modes() {
      return switch (this) {
        case WAIT -> EnumSet.of(StopMode.WAIT);
        case ABANDON -> EnumSet.of(StopMode.ABANDON);
        case ESCALATE -> EnumSet.of(StopMode.WAIT, StopMode.ABANDON);
      };
    }
  }

  /** The manifest of the request. */
  String manifest(String namespace) {
    return """
    apiVersion: pipelinestop.dev/v1alpha1
    kind: PipelineStopRequest
    metadata:
      name: %s
      namespace: %s
    spec:
      pipelineName: %s
      pipelineExecutionId: %s
      reason: soak
    %s\
    """
        .formatted(
            name,
            namespace,
            pipeline,
            pipelineExecutionId,
            wish == Wish.ABANDON ? "  abandon: true\n" : "");
  }
}
