package dev.pipelinestop.stop;

import org.jspecify.annotations.Nullable;

/**
 * What a status of a pipeline execution means here. New ones can appear: they are not recognized.
 */
enum ExecutionStatus {
  IN_PROGRESS,
  STOPPING,
  STOPPED,
  SUCCEEDED,
  FAILED,
  CANCELLED,
  SUPERSEDED,
  UNRECOGNIZED;

  static ExecutionStatus of(String verbatim) {
    return switch (verbatim) {
      case "InProgress" -> IN_PROGRESS;
      case "Stopping" -> STOPPING;
      case "Stopped" -> STOPPED;
      case "Succeeded" -> SUCCEEDED;
      case "Failed" -> FAILED;
      case "Cancelled" -> CANCELLED;
      case "Superseded" -> SUPERSEDED;
      default -> UNRECOGNIZED;
    };
  }

  /** True if the recorded status is one that only a stop leads to. */
  static boolean stopSeen(@Nullable String recorded) {
    return recorded != null && (of(recorded) == STOPPING || of(recorded) == STOPPED);
  }

  boolean terminal() {
    return switch (this) {
      case STOPPED, SUCCEEDED, FAILED, CANCELLED, SUPERSEDED -> true;
      case IN_PROGRESS, STOPPING, UNRECOGNIZED -> false;
    };
  }
}
