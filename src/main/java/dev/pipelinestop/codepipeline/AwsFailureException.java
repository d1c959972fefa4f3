package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.AwsFailure;

/**
 * A call to AWS that failed. It carries the failure as data and no cause: the exceptions of the SDK
 * hold whole requests and answers, which can hold secrets.
 */
public final class AwsFailureException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient AwsFailure failure;

  AwsFailureException(AwsFailure failure) {
    super(failure.operation() + ": " + failure.code() + ": " + failure.message());
    this.failure = failure;
  }

  /** What failed, and what that means. */
  public AwsFailure failure() {
    return failure;
  }
}
