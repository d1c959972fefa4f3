package dev.pipelinestop.simulator;

/** How a stop can be answered. */
public enum StopAnswer {
  /** It is accepted and will take effect. */
  ACCEPTED,
  /** DuplicatedStopRequestException. */
  DUPLICATED,
  /** PipelineExecutionNotStoppableException. */
  NOT_STOPPABLE,
  /** ConflictException. */
  CONFLICT
}
