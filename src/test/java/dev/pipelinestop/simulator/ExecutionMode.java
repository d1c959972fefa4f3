package dev.pipelinestop.simulator;

/** How a pipeline treats several executions at once; the names are those of the AWS API. */
public enum ExecutionMode {
  /** One execution per stage; a waiting one gives way to a newer one. */
  SUPERSEDED,
  /** One execution per stage, in order of arrival. */
  QUEUED,
  /** Executions run independently, and GetPipelineState does not show them. */
  PARALLEL
}
