package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.codepipeline.AwsFailureException;
import dev.pipelinestop.stop.NextStep;
import dev.pipelinestop.stop.Observation;
import dev.pipelinestop.stop.StopAnswer;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes the steps of one round that call AWS, and tells what each showed: what failed is an
 * observation too.
 */
final class StepTaker {
  private static final Logger log = LoggerFactory.getLogger(StepTaker.class);

  private final AwsSteps aws;
  private final InstantSource clock;
  private final RequestMemory memory;
  private long lookBeganAt;

  StepTaker(AwsSteps aws, InstantSource clock, RequestMemory memory) {
    this.aws = aws;
    this.clock = clock;
    this.memory = memory;
  }

  /** Whether this process may call AWS. */
  boolean mayCall() {
    return aws.mayCall();
  }

  Observation take(NextStep.ResolveStage step) {
    return observed(() -> new Observation.StageLooked(aws.resolve(step)));
  }

  Observation take(NextStep.ReadParallel step) {
    return observed(() -> new Observation.StageLooked(aws.read(step)));
  }

  Observation take(NextStep.BeginLook step) {
    return observed(
        () -> {
          // A stop that is logged below names the execution, which a stage had to be asked for.
          MDC.put("execution", step.target().pipelineExecutionId());
          AwsSteps.TimedLook timed = aws.begin(step);
          lookBeganAt = timed.beganAt();
          return new Observation.Looked(timed.look());
        });
  }

  Observation take(NextStep.ReadDetails step) {
    return observed(() -> new Observation.Looked(aws.read(step, lookBeganAt)));
  }

  /**
   * Not sent if the request, as the API server has just told, is not there any more. The answer is
   * in the memory of the request until it is recorded.
   */
  Observation.StopAnswered take(NextStep.SendStop step, PipelineStopRequest recorded) {
    StopAnswer answer =
        memory.isOf(recorded) && recorded.getMetadata().getDeletionTimestamp() == null
            ? aws.stop(step, lookBeganAt)
            : new StopAnswer.NotSent();
    log.info(
        "StopPipelineExecution ({}, attempt {}): {}",
        step.mode(),
        step.attemptId(),
        described(answer));
    var answered =
        new Observation.StopAnswered(step.mode(), step.attemptId(), answer, clock.instant());
    memory.remember(answered);
    return answered;
  }

  private interface Look {
    Observation take() throws AwsFailureException;
  }

  private Observation observed(Look look) {
    try {
      return look.take();
    } catch (AwsFailureException e) {
      int inARow = memory.failed();
      log.warn("{} failed, {} in a row: {}", e.failure().operation(), inARow, e.getMessage());
      return new Observation.LookFailed(e.failure(), inARow);
    }
  }

  private static String described(StopAnswer answer) {
    return switch (answer) {
      case StopAnswer.Accepted accepted -> "accepted";
      case StopAnswer.AlreadyStopping already -> "stopping already: " + already.message();
      case StopAnswer.NotStoppable not -> "not stoppable: " + not.message();
      case StopAnswer.Refused refused ->
          "refused: " + refused.failure().code() + ": " + refused.failure().message();
      case StopAnswer.Lost lost ->
          "answer lost: " + lost.failure().code() + ": " + lost.failure().message();
      case StopAnswer.NotSent not -> "not sent";
    };
  }
}
