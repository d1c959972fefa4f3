package dev.pipelinestop.codepipeline;

import java.time.Duration;

/** Is told of every call to AWS when it has ended. */
@FunctionalInterface
public interface CallListener {

  /** Nobody listens. */
  CallListener NOBODY = (operation, code, took) -> {};

  /**
   * A call has ended. Called on its thread: it must not block.
   *
   * @param operation such as GetPipelineExecution
   * @param code one of {@link CallCodes#all()}
   * @param took with all attempts and pauses of the SDK, credentials and connections included
   */
  void ended(String operation, String code, Duration took);
}
