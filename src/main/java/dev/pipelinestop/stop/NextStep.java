package dev.pipelinestop.stop;

import dev.pipelinestop.api.StopMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The one thing to do next. Whoever executes it first writes the status that was decided with it,
 * and does nothing of this if that write did not succeed.
 */
public sealed interface NextStep {

  /** Find out which execution is in the stage: GetPipelineState. */
  record ResolveStage(StageTarget stage) implements NextStep {}

  /**
   * Read whether the pipeline runs in PARALLEL mode, where no stage shows what is in it:
   * ListPipelineExecutions.
   */
  record ReadParallel(StageTarget stage, StageLook look) implements NextStep {}

  /** Begin a look at the execution: GetPipelineExecution. */
  record BeginLook(Target target) implements NextStep {}

  /** Read more details for a look that has begun. */
  record ReadDetails(Target target, Look look, Set<Look.Detail> details) implements NextStep {}

  /**
   * Send a stop whose attempt has just been recorded.
   *
   * @param reason what AWS is told
   * @param notAfter the attempt must not be sent after this instant
   * @param within the attempt must not be sent later than this after the look that it rests on
   *     began, by a clock that nobody can set
   */
  record SendStop(
      Target target,
      StopMode mode,
      String attemptId,
      String reason,
      Instant notAfter,
      Duration within)
      implements NextStep {}

  /** Do nothing until this instant, or until the spec changes. */
  record WaitUntil(Instant instant) implements NextStep {}

  /** Do nothing until the spec or the operator changes. */
  record Idle() implements NextStep {}

  /** The request is finished: nothing is ever done for it again. */
  record Finished() implements NextStep {}
}
