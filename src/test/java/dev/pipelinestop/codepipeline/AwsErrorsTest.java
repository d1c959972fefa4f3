package dev.pipelinestop.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineException;

class AwsErrorsTest {
  static Stream<Arguments> codes() {
    return Stream.of(
            table(
                Meaning.THROTTLED,
                "ThrottlingException Throttling ThrottledException RequestThrottled"
                    + " RequestThrottledException EC2ThrottledException RequestLimitExceeded"
                    + " TooManyRequestsException SlowDown BandwidthLimitExceeded"
                    + " PriorRequestNotComplete LimitExceededException"
                    + " ConcurrentPipelineExecutionsLimitExceededException"
                    + " ProvisionedThroughputExceededException"),
            table(
                Meaning.BUSY,
                "ConflictException Conflict ConcurrentModificationException"
                    + " TransactionInProgressException DuplicatedStopRequestException"
                    + " PipelineExecutionNotStoppableException"),
            table(
                Meaning.ACCESS_DENIED,
                "AccessDenied AccessDeniedException UnauthorizedOperation NotAuthorized"
                    + " NotAuthorizedException UnauthorizedException"),
            table(
                Meaning.CREDENTIALS,
                "ExpiredToken ExpiredTokenException UnrecognizedClientException"
                    + " InvalidClientTokenId InvalidSignatureException SignatureDoesNotMatch"
                    + " IncompleteSignature IncompleteSignatureException MissingAuthenticationToken"
                    + " MissingAuthenticationTokenException RequestExpired RequestTimeTooSkewed"
                    + " AuthFailure OptInRequired InvalidAccessKeyId RegionDisabledException"
                    + " InvalidIdentityToken"),
            table(
                Meaning.INVALID,
                "ValidationException ValidationError PipelineNotFoundException"
                    + " PipelineExecutionNotFoundException InvalidParameterValue"
                    + " InvalidParameterCombination MissingParameter MalformedQueryString"
                    + " InvalidAction MissingAction SerializationException"
                    + " UnknownOperationException"),
            table(
                Meaning.NO_ANSWER,
                "InternalFailure InternalError InternalServerError InternalServerException"
                    + " InternalServiceException ServiceUnavailable ServiceUnavailableException"
                    + " RequestTimeout RequestTimeoutException"),
            table(Meaning.NONSENSE, "InvalidNextTokenException"))
        .flatMap(each -> each);
  }

  private static Stream<Arguments> table(Meaning meaning, String codes) {
    return Arrays.stream(codes.split(" ")).map(code -> Arguments.arguments(code, meaning));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("codes")
  void decidesByTheCodeAndNotByTheStatus(String code, Meaning meaning) {
    for (int status : new int[] {400, 403, 409, 429, 500, 503}) {
      AwsFailure failure = Faults.failure("GetPipelineState", answer(status, code, "said"));
      assertThat(failure.meaning()).as("with status %s", status).isEqualTo(meaning);
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.message()).startsWith("said");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BrandNewException, 400, BrandNewException, INVALID",
    "BrandNewException, 429, BrandNewException, THROTTLED",
    "BrandNewException, 500, BrandNewException, NO_ANSWER",
    ", 400, NoErrorCode, NONSENSE",
    ", 403, NoErrorCode, NONSENSE",
    ", 429, NoErrorCode, THROTTLED",
    ", 502, NoErrorCode, NO_ANSWER",
    ", 302, NoErrorCode, NONSENSE",
    "<b>, 400, NoErrorCode, NONSENSE",
    "com.amazon#ConflictException, 400, ConflictException, BUSY",
    "ConflictException:http://internal.amazon.com/coral/, 400, ConflictException, BUSY"
  })
  void decidesByTheStatusWhereTheCodeSaysNothing(
      @Nullable String code, int status, String shown, Meaning meaning) {
    AwsFailure failure = Faults.failure("GetPipelineState", answer(status, code, "said"));

    assertThat(failure.code()).isEqualTo(shown);
    assertThat(failure.meaning()).isEqualTo(meaning);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            new UnknownHostException("codepipeline.eu-centra1-1.amazonaws.com"),
            Meaning.UNREACHABLE),
        fault(new ConnectException("Connection refused"), Meaning.UNREACHABLE),
        fault(new NoRouteToHostException("No route"), Meaning.UNREACHABLE),
        fault(new ConnectTimeoutException("connect timed out"), Meaning.UNREACHABLE),
        fault(new ConnectionPoolTimeoutException("pool"), Meaning.UNREACHABLE),
        fault(new SSLHandshakeException("PKIX path building failed"), Meaning.UNREACHABLE),
        fault(new SocketTimeoutException("Read timed out"), Meaning.NO_ANSWER),
        fault(new SocketException("Connection reset"), Meaning.NO_ANSWER),
        fault(new NoHttpResponseException("failed to respond"), Meaning.NO_ANSWER),
        fault(new EOFException(), Meaning.NO_ANSWER),
        Arguments.arguments(ApiCallTimeoutException.create(8000), Meaning.NO_ANSWER),
        Arguments.arguments(ApiCallAttemptTimeoutException.create(4000), Meaning.NO_ANSWER),
        Arguments.arguments(AbortedException.create("Thread was interrupted"), Meaning.NO_ANSWER),
        Arguments.arguments(
            SdkClientException.create("Unable to load credentials from any of the providers"),
            Meaning.CREDENTIALS),
        Arguments.arguments(
            new CredentialsException("none", new IllegalStateException()), Meaning.CREDENTIALS),
        Arguments.arguments(
            new CredentialsException("denied", answer(403, "AccessDenied", "sts")),
            Meaning.CREDENTIALS),
        Arguments.arguments(
            new CredentialsException("slow down", answer(400, "Throttling", "sts")),
            Meaning.THROTTLED),
        Arguments.arguments(
            new CredentialsException("fault", answer(500, "InternalFailure", "sts")),
            Meaning.UNREACHABLE),
        Arguments.arguments(new IllegalStateException("whatever"), Meaning.NONSENSE),
        Arguments.arguments(SdkClientException.create("Unable to parse"), Meaning.NONSENSE));
  }

  private static Arguments fault(IOException cause, Meaning meaning) {
    return Arguments.arguments(
        SdkClientException.create("Unable to execute HTTP request: " + cause.getMessage(), cause),
        meaning);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("faults")
  void knowsWhatAFaultMeans(RuntimeException exception, Meaning meaning) {
    AwsFailure failure = Faults.failure("GetPipelineState", exception);

    assertThat(failure.meaning()).isEqualTo(meaning);
    assertThat(failure.code()).matches("[A-Za-z]+");
    assertThat(failure.message()).isNotBlank().hasSizeLessThanOrEqualTo(300);
    if (meaning == Meaning.UNREACHABLE || meaning == Meaning.CREDENTIALS) {
      assertThat(failure.message()).containsAnyOf("check", "in use");
    }
  }

  @Test
  void namesTheHostThatIsUnknownOnce() {
    AwsFailure failure =
        Faults.failure(
            "GetPipelineState",
            SdkClientException.create(
                "x", new UnknownHostException("h.example: Name or service not known")));

    assertThat(failure.message())
        .isEqualTo(
            "unknown host h.example: Name or service not known; check the region, AWS_ENDPOINT_URL"
                + " and the network");
  }

  @Test
  void saysOfAnAnswerThatEndsEarlyThatItDoes() {
    AwsFailure failure =
        Faults.failure("GetPipelineState", SdkClientException.create("x", new EOFException()));

    assertThat(failure.message()).isEqualTo("the answer ends in the middle");
    assertThat(failure.code()).isEqualTo("EOFException");
  }

  @Test
  void saysToCheckTheClock() {
    assertThat(Faults.failure("X", answer(403, "RequestTimeTooSkewed", "Skewed.")).message())
        .isEqualTo("Skewed.; check the clock of the node");
  }

  private static AwsServiceException answer(int status, @Nullable String code, String message) {
    return CodePipelineException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
