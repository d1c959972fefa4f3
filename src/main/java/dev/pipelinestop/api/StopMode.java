package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The two ways in which CodePipeline stops an execution. */
public enum StopMode {
  /** Actions in progress complete, later ones do not start ("stop and wait"). */
  @JsonProperty("Wait")
  WAIT,
  /** Actions in progress are given up; what they started outside goes on ("stop and abandon"). */
  @JsonProperty("Abandon")
  ABANDON
}
