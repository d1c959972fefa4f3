package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is known of the last attempt of a stop. */
public enum StopOutcome {
  /** AWS accepted it, or its effect was seen. */
  @JsonProperty("Accepted")
  ACCEPTED,
  /** The execution was stopping already (DuplicatedStopRequestException). */
  @JsonProperty("AlreadyStopping")
  ALREADY_STOPPING,
  /** It could not be stopped at that moment (PipelineExecutionNotStoppableException). */
  @JsonProperty("NotStoppable")
  NOT_STOPPABLE,
  /** It was definitely not accepted; it may be tried again. */
  @JsonProperty("Refused")
  REFUSED,
  /** The answer was lost. Only evidence of its effect, or of none, replaces this. */
  @JsonProperty("Unknown")
  UNKNOWN
}
