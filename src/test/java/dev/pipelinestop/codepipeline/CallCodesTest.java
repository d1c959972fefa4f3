package dev.pipelinestop.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineException;

/** What the metric of the calls says of one: always one of a closed set. */
final class CallCodesTest {
  private static final String OPERATION = "GetPipelineExecution";

  private static AwsServiceException answer(int status, String code) {
    return CodePipelineException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "400, ThrottlingException, Throttling",
    "400, PipelineExecutionNotFoundException, PipelineExecutionNotFound",
    "403, AccessDenied, AccessDenied",
    "400, com.amazon#ConflictException:http, Conflict",
    "500, InternalFailure, InternalFailure",
    "400, SomethingNobodyKnows, other",
    "503, SomethingNobodyKnows, NoAnswer",
    "429, SomethingNobodyKnows, other",
    "502, <html>, NoAnswer",
    "404, <html>, Nonsense"
  })
  void anErrorAnswerHasItsCodeIfThatIsKnown(int status, String code, String said) {
    assertThat(CallCodes.of(OPERATION, answer(status, code))).isEqualTo(said);
    assertThat(CallCodes.all()).contains(said);
  }

  @Test
  void whatIsNoAnswerHasAWordToo() {
    assertThat(codes(new ConnectException("refused"))).isEqualTo("Unreachable");
    assertThat(codes(new SocketTimeoutException("late"))).isEqualTo("NoAnswer");
    assertThat(codes(new CredentialsException("none", new IllegalStateException())))
        .isEqualTo("NoCredentials");
    assertThat(codes(new StopGate.ShutException())).isEqualTo("NotSent");
    assertThat(codes(new GatedRequests.ShutException())).isEqualTo("NotSent");
    assertThat(codes(new IllegalStateException("what is this?"))).isEqualTo("Nonsense");
    assertThat(CallCodes.all())
        .contains("OK", "Unreachable", "NoAnswer", "NoCredentials", "NotSent", "Nonsense", "other");
  }

  private static String codes(Throwable cause) {
    return CallCodes.of(OPERATION, SdkClientException.create("wrapped", cause));
  }

  @Test
  void everyCallIsToldOfOnceWithTheTimeThatItTook() {
    List<String> told = new ArrayList<>();
    long[] now = {0};
    Calls calls =
        new Calls(
            (operation, code, took) -> told.add(operation + " " + code + " " + took), () -> now[0]);

    String answer =
        calls.make(
            OPERATION,
            () -> {
              now[0] += Duration.ofSeconds(3).toNanos();
              return "answer";
            });
    assertThat(answer).isEqualTo("answer");
    assertThatThrownBy(
            () ->
                calls.ask(
                    OPERATION,
                    () -> {
                      throw answer(400, "ThrottlingException");
                    }))
        .isInstanceOf(AwsFailureException.class);

    assertThat(told).containsExactly(OPERATION + " OK PT3S", OPERATION + " Throttling PT0S");
  }
}
