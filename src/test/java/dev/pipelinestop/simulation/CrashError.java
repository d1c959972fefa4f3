package dev.pipelinestop.simulation;

/** An instance dies. An error, so that no layer of the shell takes it for a fault. */
final class CrashError extends Error {
  private static final long serialVersionUID = 1L;

  CrashError(String instance) {
    super(instance + " crashed", null, false, false);
  }
}
