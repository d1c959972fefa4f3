package dev.pipelinestop.codepipeline;

import static dev.pipelinestop.codepipeline.ScriptedAws.json;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.codepipeline.ScriptedAws.Answer;
import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.NextStep.SendStop;
import dev.pipelinestop.stop.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A scripted server, clocks that a test sets, and gateways that are closed after it. */
abstract class GatewayFixture {
  static final String PIPELINE = "release";
  static final String EXECUTION = "0b51a0bd-94ae-4fb7-86b6-4a6a4f1b0c11";
  static final String OTHER_EXECUTION = "99999999-94ae-4fb7-86b6-4a6a4f1b0c99";
  static final Target TARGET = new Target(PIPELINE, EXECUTION, null);

  /** What AWS shows and nobody may repeat. */
  static final String SECRET = "hunter2-the-secret";

  static final String SESSION_TOKEN = "FwoGZXIvYXdzEBYaDSessionTokenOfTheTest";

  final ScriptedAws aws = new ScriptedAws();
  volatile Instant wall = Instant.parse("2026-11-22T12:00:00Z");
  volatile long nanos = 5_000_000_000L;

  private final List<AutoCloseable> open = new ArrayList<>();

  AwsSettings settings() {
    return AwsSettingsBuilder.builder(AwsSettings.standard())
        .endpoint(aws.endpoint())
        .credentials(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create("AKIDEXAMPLE", "secret", SESSION_TOKEN)))
        .readAttempts(1)
        .wall(() -> wall)
        .monotonic(() -> nanos)
        .build();
  }

  CodePipelineGateway gateway() {
    return gateway(settings -> settings);
  }

  CodePipelineGateway gateway(UnaryOperator<AwsSettingsBuilder> change) {
    CodePipelineGateway gateway = clients(change).gateway("eu-central-1");
    open.addFirst(gateway);
    return gateway;
  }

  AwsClients clients(UnaryOperator<AwsSettingsBuilder> change) {
    AwsClients clients =
        AwsClients.open(change.apply(AwsSettingsBuilder.builder(settings())).build());
    open.addFirst(clients);
    return clients;
  }

  /** A stop that may be sent for ten seconds from now. */
  SendStop step(StopMode mode) {
    return new SendStop(
        TARGET, mode, "attempt-1", "wrong version", wall.plusSeconds(10), Duration.ofSeconds(10));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    aws.close();
  }

  /** JSON with apostrophes for quotation marks, which is easier to read in Java. */
  static String quoted(String json) {
    return json.replace('\'', '"');
  }

  static AwsFailure failure(ThrowingCallable call) {
    return catchThrowableOfType(AwsFailureException.class, call).failure();
  }

  static Answer answer(String body) {
    return json(quoted(body));
  }

  static Answer execution(String id, String status) {
    return answer(
        "{'pipelineExecution': {'pipelineName': 'release', 'pipelineExecutionId': '%s', 'status': '%s'}}"
            .formatted(id, status));
  }

  static Answer list(String name, @Nullable String next, String... items) {
    String token = next == null ? "" : ", 'nextToken': '%s'".formatted(next);
    return answer("{'%s': [%s]%s}".formatted(name, String.join(", ", items), token));
  }
}
