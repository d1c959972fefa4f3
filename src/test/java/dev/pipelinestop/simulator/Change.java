package dev.pipelinestop.simulator;

/** Kinds of changes; a read model may show one kind later than another. */
public enum Change {
  /** An execution, or one of its stages or actions, began. */
  STARTED,
  /** A stage or an action ended by itself, and the execution perhaps with it. */
  ENDED,
  /** A stop-and-wait was accepted. */
  WAITING,
  /** A stop-and-abandon was accepted. */
  ABANDONING,
  /** The last action in progress of a stop-and-wait ended. */
  STOPPED,
  /** A stop-and-abandon took effect. */
  ABANDONED,
  /** An execution was retried. */
  RETRIED,
  /** An execution joined or left the queue before a stage, or was superseded there. */
  QUEUED,
  /** A transition was enabled or disabled. */
  TRANSITION
}
