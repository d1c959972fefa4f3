package dev.pipelinestop.codepipeline;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import dev.pipelinestop.stop.NextStep.SendStop;
import dev.pipelinestop.stop.StopAnswer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.StopPipelineExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.StopPipelineExecutionResponse;

/**
 * One StopPipelineExecution, and what came of it.
 *
 * <p>The rule: an answer is lost unless something proves that it is not. There are two proofs that
 * AWS did not accept the stop. Nothing was sent: the gate knows. Or AWS itself refused: status 4xx
 * with an error code.
 */
final class StopCall {
  private static final String OPERATION = "StopPipelineExecution";

  private final CodePipelineClient client;
  private final Calls calls;
  private final SendStop step;
  private final StopGate gate;

  /**
   * A stop to be sent.
   *
   * @param client must have {@link StopGate.Interceptor} and must not retry
   */
  StopCall(CodePipelineClient client, Calls calls, SendStop step, StopGate gate) {
    this.client = client;
    this.calls = calls;
    this.step = step;
    this.gate = gate;
  }

  /** Sends it, unless its deadline has passed. */
  StopAnswer send() {
    if (gate.expired()) {
      return new StopAnswer.NotSent();
    }
    StopPipelineExecutionResponse response;
    try {
      response = calls.make(OPERATION, () -> client.stopPipelineExecution(request()));
    } catch (RuntimeException | VirtualMachineError e) {
      return failed(Faults.failure(OPERATION, e), e);
    }
    if (!step.target().pipelineExecutionId().equals(response.pipelineExecutionId())) {
      return new StopAnswer.Lost(
          new AwsFailure(
              OPERATION,
              "OtherExecution",
              "the answer does not name the execution that was to be stopped",
              Meaning.NONSENSE));
    }
    return new StopAnswer.Accepted();
  }

  private StopPipelineExecutionRequest request() {
    return StopPipelineExecutionRequest.builder()
        .pipelineName(step.target().pipelineName())
        .pipelineExecutionId(step.target().pipelineExecutionId())
        .abandon(step.mode() == StopMode.ABANDON)
        .reason(step.reason())
        .overrideConfiguration(call -> call.putExecutionAttribute(StopGate.ATTRIBUTE, gate))
        .build();
  }

  private StopAnswer failed(AwsFailure failure, Throwable exception) {
    return switch (gate.close()) {
      case EXPIRED -> new StopAnswer.NotSent();
      case PREPARING, SIGNED, CLOSED -> new StopAnswer.Refused(unsent(failure));
      case SENT ->
          exception instanceof AwsServiceException answer && isRefusal(answer, failure)
              ? refusal(failure)
              : new StopAnswer.Lost(sent(failure));
    };
  }

  /**
   * True if AWS itself says that it did not do it. A 4xx without an error code, such as the HTML
   * page of a proxy, does not say so: AWS always gives a code, so something between has answered,
   * and a gateway that inspects or rewrites answers does that after it has passed the request on.
   * Neither does a code that speaks of a fault or a timeout within AWS, whatever its status.
   */
  private static boolean isRefusal(AwsServiceException answer, AwsFailure failure) {
    return answer.statusCode() / 100 == 4
        && !failure.code().equals(AwsErrors.NO_CODE)
        && failure.meaning() != Meaning.NO_ANSWER
        && failure.meaning() != Meaning.NONSENSE;
  }

  private static StopAnswer refusal(AwsFailure failure) {
    return switch (failure.code()) {
      case AwsErrors.DUPLICATED_STOP -> new StopAnswer.AlreadyStopping(failure.message());
      case AwsErrors.NOT_STOPPABLE -> new StopAnswer.NotStoppable(failure.message());
      default -> new StopAnswer.Refused(failure);
    };
  }

  /** A timeout means something else for a call of which nothing was sent. */
  private static AwsFailure unsent(AwsFailure failure) {
    return failure.meaning() == Meaning.NO_ANSWER || failure.meaning() == Meaning.NONSENSE
        ? withMeaning(failure, Meaning.UNREACHABLE)
        : failure;
  }

  /** And so does a broken connection for one that was: TLS 1.3 can refuse after the request. */
  private static AwsFailure sent(AwsFailure failure) {
    return failure.meaning() == Meaning.UNREACHABLE
        ? withMeaning(failure, Meaning.NO_ANSWER)
        : failure;
  }

  private static AwsFailure withMeaning(AwsFailure failure, Meaning meaning) {
    return new AwsFailure(failure.operation(), failure.code(), failure.message(), meaning);
  }
}
