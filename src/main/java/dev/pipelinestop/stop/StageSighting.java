package dev.pipelinestop.stop;

/**
 * A stage of GetPipelineState whose latest execution is the one that was asked for.
 *
 * @param status word for word
 */
public record StageSighting(String name, String status) {

  boolean inProgress() {
    return status.equals("InProgress");
  }
}
