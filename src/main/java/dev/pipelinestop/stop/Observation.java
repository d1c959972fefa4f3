package dev.pipelinestop.stop;

import dev.pipelinestop.api.StopMode;
import java.time.Instant;

/** What was just observed: the answer to the step that the protocol asked for. */
public sealed interface Observation {

  /** Nothing: the work on the request begins, or begins again from a newly read status. */
  record Nothing() implements Observation {}

  /** A look at a stage, to find out which execution is in it. */
  record StageLooked(StageLook look) implements Observation {}

  /** A look at AWS, with as many details as were asked for so far. */
  record Looked(Look look) implements Observation {}

  /**
   * A look that failed.
   *
   * @param inARow how many looks of this request failed without one that succeeded between, this
   *     one included
   */
  record LookFailed(AwsFailure failure, int inARow) implements Observation {}

  /**
   * The answer to a stop that was sent, or why it was not sent.
   *
   * @param answeredAt when it came, which may be some time ago
   */
  record StopAnswered(StopMode mode, String attemptId, StopAnswer answer, Instant answeredAt)
      implements Observation {}
}
