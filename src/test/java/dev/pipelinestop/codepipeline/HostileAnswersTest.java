package dev.pipelinestop.codepipeline;

import static dev.pipelinestop.codepipeline.ScriptedAws.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.stop.ActionSighting;
import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import dev.pipelinestop.stop.ExecutionSighting.Found;
import dev.pipelinestop.stop.StopAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Answers that would do harm further on, if they were taken as they are. */
class HostileAnswersTest extends GatewayFixture {

  /** An answer that never ends, until the client goes away. */
  private static ScriptedAws.Answer endless() {
    return connection -> {
      OutputStream out = connection.getOutputStream();
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\n\r\n{\"a\":\""
              .getBytes(UTF_8));
      byte[] letters = new byte[1 << 16];
      Arrays.fill(letters, (byte) 'a');
      while (true) {
        out.write(letters);
      }
    };
  }

  @Test
  void aReadIsBounded() {
    aws.then(endless());

    AwsFailure failure = failure(() -> gateway(s -> s.readAttempts(3)).execution(TARGET));

    assertThat(failure.meaning()).isEqualTo(Meaning.NONSENSE);
    assertThat(failure.message()).contains("larger than 16 MiB");
    assertThat(aws.requests()).as("nothing is gained by reading it again").hasSize(1);
  }

  @Test
  void aStopWhoseAnswerIsTooLargeIsOneWhoseAnswerIsLost() {
    aws.then(endless());

    StopAnswer answer = gateway().stop(step(StopMode.WAIT), nanos);

    assertThat(answer).isInstanceOf(StopAnswer.Lost.class);
    assertThat(((StopAnswer.Lost) answer).failure().message()).contains("larger than 16 MiB");
  }

  @Test
  void anErrorWithoutEndIsBounded() {
    aws.then(
        connection -> {
          connection.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(UTF_8));
          while (true) {
            connection.getOutputStream().write(new byte[1 << 16]);
          }
        });

    StopAnswer answer = gateway().stop(step(StopMode.WAIT), nanos);

    assertThat(answer).isInstanceOf(StopAnswer.Lost.class);
  }

  @Test
  void anAnswerThatTheMemoryIsTooSmallForIsNonsenseAndALostStop() {
    CodePipelineGateway gateway = gateway(settings -> settings.http(new Exhausting()));

    AwsFailure failure = failure(() -> gateway.execution(TARGET));

    assertThat(failure.meaning()).isEqualTo(Meaning.NONSENSE);
    assertThat(failure.message()).contains("too much for the memory of the operator");
    assertThat(gateway.stop(step(StopMode.WAIT), nanos)).isInstanceOf(StopAnswer.Lost.class);
  }

  /** Sends the request, and then the memory is full. */
  private static final class Exhausting implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            throw new OutOfMemoryError("Java heap space after " + body.readAllBytes().length);
          }
        }

        @Override
        public void abort() {
          // Nothing is under way.
        }
      };
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1790648524.702, 2026-09-29T02:22:04.702Z",
    "253370764799, 9998-12-31T23:59:59Z",
    "253370764800,",
    "253402300800,",
    "0, 1970-01-01T00:00:00Z",
    "-1,",
    "-62135596801,",
    "1e15,",
  })
  void aTimeThatCannotBeWrittenIsLeftOut(String time, @Nullable Instant expected) throws Exception {
    aws.then(json(actions("'startTime': %s, 'lastUpdateTime': %s".formatted(time, time))));

    ActionSighting row = gateway().actions(TARGET).getFirst();

    assertThat(row.startedAt()).isEqualTo(expected);
    assertThat(row.updatedAt()).isEqualTo(expected);
  }

  @Test
  void whatCannotBeWrittenOrPrintedIsReplaced() throws Exception {
    aws.then(
        json(
            actions(
                """
                'stageName': 'a\\u0000b\\ud800', 'output': {'executionResult': {
                  'externalExecutionId': 'a\\nb', 'externalExecutionUrl': 'https://x/\\udc00',
                  'externalExecutionSummary': ' a\\u001b[31m\\r\\n\\u2028b\\ud800 \\ud83d\\ude00'}}\
                """)));

    ActionSighting row = gateway().actions(TARGET).getFirst();

    assertThat(row.stage()).isEqualTo("a\ufffdb\ufffd");
    assertThat(row.externalExecutionId()).isNull();
    assertThat(row.externalExecutionUrl()).isNull();
    assertThat(row.summary()).isEqualTo("a [31m b\ufffd \ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stopped\\u0000", "\\u0000Stopped", "Stopped ", "Stopped\\n"})
  void aStatusIsNotMendedIntoOneThatIsKnown(String status) throws Exception {
    aws.then(
        json(
            quoted(
                "{'pipelineExecution': {'pipelineName': '%s', 'pipelineExecutionId': '%s',"
                        .formatted(PIPELINE, EXECUTION)
                    + " 'status': '"
                    + status
                    + "'}}")));

    assertThat(((Found) gateway().execution(TARGET)).status()).isNotEqualTo("Stopped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'nextToken': 'more'}", "{'actionExecutionDetails': null}"})
  void anAnswerWithoutListIsNotAnEmptyList(String body) {
    aws.then(answer(body));

    AwsFailure actions = failure(() -> gateway().actions(TARGET));
    AwsFailure executions = failure(() -> gateway().stopTrigger(TARGET));

    assertThat(actions.message()).isEqualTo("the answer has no list of actions");
    assertThat(executions.message()).isEqualTo("the answer has no list of executions");
  }

  private static String actions(String fields) {
    return quoted(
        "{'actionExecutionDetails': [{'pipelineExecutionId': '%s', 'actionExecutionId': 'a1',"
                .formatted(EXECUTION)
            + " 'status': 'InProgress', "
            + fields
            + "}]}");
  }
}
