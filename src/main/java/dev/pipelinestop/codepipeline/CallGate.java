package dev.pipelinestop.codepipeline;

/**
 * Whether AWS may be called at this moment. It is asked before a step that calls, and last thing
 * before a request is written to its connection: what has waited, or stood still, in between is not
 * sent.
 */
@FunctionalInterface
public interface CallGate {

  /** Open at any time. */
  CallGate OPEN = () -> true;

  /** True if a call may be sent now. Must not block. */
  boolean isOpen();
}
