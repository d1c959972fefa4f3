package dev.pipelinestop.codepipeline;

import static dev.pipelinestop.codepipeline.ScriptedAws.error;
import static dev.pipelinestop.codepipeline.ScriptedAws.hang;
import static dev.pipelinestop.codepipeline.ScriptedAws.hangUp;
import static dev.pipelinestop.codepipeline.ScriptedAws.json;
import static dev.pipelinestop.codepipeline.ScriptedAws.reset;
import static dev.pipelinestop.codepipeline.ScriptedAws.status;
import static dev.pipelinestop.codepipeline.ScriptedAws.truncated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.codepipeline.ScriptedAws.Answer;
import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import dev.pipelinestop.stop.StopAnswer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

class StopCallTest extends GatewayFixture {
  private static final String ACCEPTED = "{\"pipelineExecutionId\":\"" + EXECUTION + "\"}";

  @ParameterizedTest
  @CsvSource({"WAIT,false", "ABANDON,true"})
  void sendsWhatTheStepSays(StopMode mode, boolean abandon) {
    aws.then(json(ACCEPTED));

    assertThat(gateway().stop(step(mode), nanos)).isEqualTo(new StopAnswer.Accepted());

    assertThat(aws.requests()).hasSize(1);
    ScriptedAws.Request request = aws.requests().getFirst();
    assertThat(request.operation()).isEqualTo("StopPipelineExecution");
    assertThat(request.body())
        .isEqualTo(
            "{\"pipelineName\":\"release\",\"pipelineExecutionId\":\"%s\",\"abandon\":%s,\"reason\":\"wrong version\"}"
                .formatted(EXECUTION, abandon));
    assertThat(request.headers().get("user-agent")).startsWith("pipeline-stop-operator/dev ");
    assertThat(request.headers()).doesNotContainKey("expect");
  }

  @Test
  void isAlreadyStoppingWhenDuplicated() {
    aws.then(error(400, "DuplicatedStopRequestException", "Already stopping"));

    assertThat(gateway().stop(step(StopMode.WAIT), nanos))
        .isEqualTo(new StopAnswer.AlreadyStopping("Already stopping"));
  }

  @Test
  void isNotStoppableWhenAwsSaysSo() {
    aws.then(error(409, "PipelineExecutionNotStoppableException", "Not now"));

    assertThat(gateway().stop(step(StopMode.WAIT), nanos))
        .isEqualTo(new StopAnswer.NotStoppable("Not now"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, ConflictException, BUSY",
    "409, ConflictException, BUSY",
    "400, ThrottlingException, THROTTLED",
    "429, TooManyRequestsException, THROTTLED",
    "400, AccessDeniedException, ACCESS_DENIED",
    "400, ExpiredTokenException, CREDENTIALS",
    "403, InvalidSignatureException, CREDENTIALS",
    "400, ValidationException, INVALID",
    "400, PipelineNotFoundException, INVALID",
    "400, SomethingNewException, INVALID",
    "400, com.amazon.coral.service#UnrecognizedClientException, CREDENTIALS"
  })
  void isRefusedWhenAwsItselfSaysNo(int status, String code, Meaning meaning) {
    aws.then(error(status, code, "No"));

    StopAnswer answer = gateway().stop(step(StopMode.WAIT), nanos);

    assertThat(answer)
        .isInstanceOfSatisfying(
            StopAnswer.Refused.class,
            refused -> {
              assertThat(refused.failure().meaning()).isEqualTo(meaning);
              assertThat(code).endsWith(refused.failure().code());
              assertThat(refused.failure().message()).startsWith("No");
            });
    assertThat(aws.requests()).hasSize(1);
  }

  static Stream<Arguments> lostAnswers() {
    return Stream.of(
        arguments("500", error(500, "InternalFailure", "x"), Meaning.NO_ANSWER),
        arguments("503", error(503, "ServiceUnavailable", "x"), Meaning.NO_ANSWER),
        arguments("503 that speaks of throttling", error(503, "SlowDown", "x"), Meaning.THROTTLED),
        arguments("400 with a fault", error(400, "InternalFailure", "x"), Meaning.NO_ANSWER),
        arguments("400 with a timeout", error(400, "RequestTimeout", "x"), Meaning.NO_ANSWER),
        arguments("no answer", hang(), Meaning.NO_ANSWER),
        arguments("reset", reset(), Meaning.NO_ANSWER),
        arguments("close", hangUp(), Meaning.NO_ANSWER),
        arguments("cut off", truncated("{\"pipelineExecutionId\":\"0b51"), Meaning.NO_ANSWER),
        arguments("not JSON", json("<html>welcome</html>"), Meaning.NONSENSE),
        arguments("half JSON", json("{\"pipelineExecutionId\":\"0b51"), Meaning.NONSENSE),
        arguments("a list", json("[]"), Meaning.NONSENSE),
        arguments("a number", json("7"), Meaning.NONSENSE),
        arguments("wrong type", json("{\"pipelineExecutionId\":{}}"), Meaning.NONSENSE),
        arguments("nothing", json(""), Meaning.NONSENSE),
        arguments("no id", json("{}"), Meaning.NONSENSE),
        arguments("error with 200", error(200, "ConflictException", "x"), Meaning.NONSENSE),
        arguments("another id", json(ACCEPTED.replace("0b51", "1111")), Meaning.NONSENSE),
        arguments("proxy's 403", status(403, "text/html", "<h1>No</h1>"), Meaning.NONSENSE),
        arguments("proxy's 407", status(407, "text/html", ""), Meaning.NONSENSE),
        arguments("proxy's 502", status(502, "text/html", "<h1>?</h1>"), Meaning.NO_ANSWER),
        arguments("gateway's 403", status(403, "{\"message\":\"Forbidden\"}"), Meaning.NONSENSE),
        arguments("a redirection", status(307, ""), Meaning.NONSENSE),
        arguments("code is a number", status(400, "{\"__type\":7}"), Meaning.NONSENSE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lostAnswers")
  void isLostAndNotRepeatedWhenNothingProvesARefusal(String name, Answer answer, Meaning meaning) {
    aws.then(answer).then(json(ACCEPTED));
    // Time to be read from a busy machine, while a hanging answer need not be waited for long.
    CodePipelineGateway gateway =
        gateway(s -> name.equals("no answer") ? s.stopTimeout(Duration.ofMillis(500)) : s);

    StopAnswer lost = gateway.stop(step(StopMode.ABANDON), nanos);

    assertThat(lost)
        .isInstanceOfSatisfying(
            StopAnswer.Lost.class,
            l -> {
              assertThat(l.failure().operation()).isEqualTo("StopPipelineExecution");
              assertThat(l.failure().meaning()).as(l.toString()).isEqualTo(meaning);
            });
    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void isNotSentAfterNotAfter() {
    var step = step(StopMode.WAIT);
    CodePipelineGateway gateway = gateway();
    aws.then(json(ACCEPTED));

    wall = step.notAfter();
    assertThat(gateway.stop(step, nanos)).isEqualTo(new StopAnswer.Accepted());
    wall = step.notAfter().plusNanos(1);
    assertThat(gateway.stop(step, nanos)).isEqualTo(new StopAnswer.NotSent());

    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void isNotSentTooLongAfterTheLook() {
    var step = step(StopMode.WAIT);
    long lookBeganAt = nanos;
    CodePipelineGateway gateway = gateway();
    aws.then(json(ACCEPTED));

    nanos = lookBeganAt + step.within().toNanos();
    assertThat(gateway.stop(step, lookBeganAt)).isEqualTo(new StopAnswer.Accepted());
    nanos = lookBeganAt + step.within().toNanos() + 1;
    assertThat(gateway.stop(step, lookBeganAt)).isEqualTo(new StopAnswer.NotSent());

    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void isNotSentWhenTheLookBeganInTheFuture() {
    assertThat(gateway().stop(step(StopMode.WAIT), nanos + 1)).isEqualTo(new StopAnswer.NotSent());
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void isNotSentWhenTheDeadlinePassesWhileCredentialsAreObtained() {
    var step = step(StopMode.WAIT);
    AwsCredentialsProvider slow =
        () -> {
          wall = step.notAfter().plusSeconds(1);
          return AwsBasicCredentials.create("AKIDEXAMPLE", "secret");
        };

    assertThat(gateway(s -> s.credentials(slow)).stop(step, nanos))
        .isEqualTo(new StopAnswer.NotSent());
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void isNotSentWhenTheDeadlinePassesWhileItConnects() {
    var step = step(StopMode.WAIT);
    Instant inTime = wall;
    AtomicInteger readings = new AtomicInteger();
    // Read before the SDK is called, when the request is signed, and when it is about to be
    // written.
    InstantSource late =
        () -> readings.incrementAndGet() < 3 ? inTime : step.notAfter().plusNanos(1);
    aws.then(json(ACCEPTED));

    assertThat(gateway(s -> s.wall(late)).stop(step, nanos)).isEqualTo(new StopAnswer.NotSent());
    assertThat(readings).hasValue(3);
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void isRefusedWhenCredentialsTakeTooLong() {
    CountDownLatch never = new CountDownLatch(1);
    AwsCredentialsProvider hanging =
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new IllegalStateException();
        };

    StopAnswer answer =
        gateway(s -> s.credentials(hanging).credentialsTimeout(Duration.ofMillis(50)))
            .stop(step(StopMode.WAIT), nanos);

    assertThat(refused(answer).meaning()).isEqualTo(Meaning.CREDENTIALS);
    assertThat(refused(answer).message()).startsWith("no credentials: no credentials within 50 ms");
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void isRefusedWhenNobodyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    StopAnswer answer =
        gateway(s -> s.endpoint(URI.create("http://127.0.0.1:" + port)))
            .stop(step(StopMode.WAIT), nanos);

    assertThat(refused(answer).meaning()).isEqualTo(Meaning.UNREACHABLE);
    assertThat(refused(answer).message())
        .contains("127.0.0.1:" + port, "Connection refused", "check the region, AWS_ENDPOINT_URL");
  }

  @Test
  void isRefusedWhenTheHostIsUnknown() {
    StopAnswer answer =
        gateway(s -> s.endpoint(URI.create("https://codepipeline.nowhere.invalid")))
            .stop(step(StopMode.WAIT), nanos);

    assertThat(refused(answer).meaning()).isEqualTo(Meaning.UNREACHABLE);
    assertThat(refused(answer).message())
        .startsWith("unknown host codepipeline.nowhere.invalid")
        .contains("check the region");
  }

  @Test
  void isRefusedWhenTheHandshakeFails() {
    aws.plain();
    StopAnswer answer =
        gateway(s -> s.endpoint(URI.create(aws.endpoint().toString().replace("http:", "https:"))))
            .stop(step(StopMode.WAIT), nanos);

    assertThat(refused(answer).meaning()).isEqualTo(Meaning.UNREACHABLE);
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void isRefusedWhenTheHandshakeDoesNotEnd() {
    aws.mute();
    StopAnswer answer =
        gateway(
                s ->
                    s.endpoint(URI.create(aws.endpoint().toString().replace("http:", "https:")))
                        .stopTimeout(Duration.ofMillis(500)))
            .stop(step(StopMode.WAIT), nanos);

    assertThat(refused(answer).meaning()).isEqualTo(Meaning.UNREACHABLE);
  }

  @Test
  void isRefusedWhenTheThreadWasInterruptedBefore() {
    aws.then(json(ACCEPTED));
    CodePipelineGateway gateway = gateway();

    Thread.currentThread().interrupt();
    StopAnswer answer = gateway.stop(step(StopMode.WAIT), nanos);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(answer).isInstanceOf(StopAnswer.Refused.class);
    assertThat(aws.requests()).isEmpty();
  }

  private static AwsFailure refused(StopAnswer answer) {
    assertThat(answer).isInstanceOf(StopAnswer.Refused.class);
    return ((StopAnswer.Refused) answer).failure();
  }
}
