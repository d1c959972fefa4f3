package dev.pipelinestop.simulator;

/** What a stop can meet. */
public enum StopSituation {
  /** The pipeline has no such execution. */
  UNKNOWN_EXECUTION,
  /** The execution is Succeeded, Failed, Stopped, Superseded or Cancelled. */
  FINISHED,
  /** Actions are in progress and no stop was accepted yet. */
  IN_PROGRESS,
  /** A stop-and-wait was accepted. */
  STOPPING_BY_WAIT,
  /** A stop-and-abandon was accepted. */
  STOPPING_BY_ABANDON,
  /** One stage is over and the next has not begun. */
  BETWEEN_STAGES,
  /** The execution waits before a stage that another one occupies. */
  WAITING_FOR_STAGE,
  /** The execution waits before a disabled transition. */
  WAITING_FOR_TRANSITION
}
