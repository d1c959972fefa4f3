package dev.pipelinestop.codepipeline;

import java.time.Duration;
import java.util.function.Supplier;

/** The edge at which every call to AWS leaves and ends: it is told of here and nowhere else. */
record Calls(CallListener listener, MonotonicClock clock) {

  /** Makes this call. */
  <T> T make(String operation, Supplier<T> call) {
    long began = clock.nanos();
    String code = CallCodes.OTHER;
    try {
      T answer = call.get();
      code = CallCodes.OK;
      return answer;
    } catch (RuntimeException | VirtualMachineError e) {
      code = CallCodes.of(operation, e);
      throw e;
    } finally {
      listener.ended(operation, code, Duration.ofNanos(clock.nanos() - began));
    }
  }

  /**
   * Makes this call, and says what it failed with.
   *
   * @throws AwsFailureException if there is no answer, or it is an error
   */
  <T> T ask(String operation, Supplier<T> call) throws AwsFailureException {
    try {
      return make(operation, call);
    } catch (RuntimeException | VirtualMachineError e) {
      throw new AwsFailureException(Faults.failure(operation, e));
    }
  }
}
