package dev.pipelinestop.codepipeline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/**
 * Answers as AWS does about one execution that is in progress until it is stopped, and then begins
 * anew. Whatever is asked stays in this process: there is no connection, and the credentials are
 * made up.
 */
public final class PretendedAws implements SdkHttpClient {
  /** The region that is asked. */
  public static final String REGION = "eu-central-1";

  /** The execution that it knows. */
  public static final String EXECUTION = "00000000-0000-0000-0000-000000000000";

  /** The pipeline that it knows. */
  public static final String PIPELINE = "rehearsal";

  private static final String ACCOUNT =
      """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <GetCallerIdentityResult><Account>000000000000</Account></GetCallerIdentityResult>
      </GetCallerIdentityResponse>
      """;

  private final InstantSource clock;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private PretendedAws(InstantSource clock) {
    this.clock = clock;
  }

  /** Settings with which nothing but this is called. */
  public static AwsSettings settings(InstantSource wall, MonotonicClock monotonic) {
    return AwsSettingsBuilder.builder(AwsSettings.standard())
        .credentials(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("rehearsal", "rehearsal")))
        .http(new PretendedAws(wall))
        .wall(wall)
        .monotonic(monotonic)
        .build();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(operation(request));
      }

      @Override
      public void abort() {
        // It has answered already.
      }
    };
  }

  /** STS speaks another protocol, which names it in the body. */
  private static String operation(HttpExecuteRequest request) throws IOException {
    String body = "";
    if (request.contentStreamProvider().isPresent()) {
      try (InputStream stream = request.contentStreamProvider().get().newStream()) {
        body = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse(body);
    return target.contains("Action=GetCallerIdentity")
        ? "GetCallerIdentity"
        : target.substring(target.indexOf('.') + 1);
  }

  private HttpExecuteResponse answer(String operation) {
    byte[] body = body(operation).getBytes(StandardCharsets.UTF_8);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpFullResponse.builder()
                .statusCode(200)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("Content-Length", String.valueOf(body.length))
                .putHeader("x-amzn-RequestId", EXECUTION)
                .putHeader(
                    "Date",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  private String body(String operation) {
    long now = clock.instant().getEpochSecond();
    return switch (operation) {
      case "GetPipelineExecution" ->
          """
          {"pipelineExecution": {
            "artifactRevisions": [{"created": %d, "name": "Source", "revisionId": "0",
              "revisionSummary": "None", "revisionUrl": "https://rehearsal.invalid/0"}],
            "executionMode": "QUEUED", "executionType": "STANDARD",
            "pipelineExecutionId": "%s", "pipelineName": "%s", "pipelineVersion": 1,
            "status": "%s",
            "trigger": {"triggerDetail": "none", "triggerType": "StartPipelineExecution"}}}
          """
              .formatted(
                  now, EXECUTION, PIPELINE, stopped.getAndSet(false) ? "Stopped" : "InProgress");
      case "StopPipelineExecution" -> {
        stopped.set(true);
        yield "{\"pipelineExecutionId\": \"" + EXECUTION + "\"}";
      }
      case "ListActionExecutions" ->
          """
          {"actionExecutionDetails": [{
            "actionExecutionId": "%s", "actionName": "Deploy", "stageName": "Deploy",
            "pipelineExecutionId": "%s", "pipelineVersion": 1, "status": "Abandoned",
            "startTime": %d.5, "lastUpdateTime": %d.5,
            "input": {"actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "S3",
              "version": "1"}, "configuration": {}, "inputArtifacts": [], "region": "eu-central-1"},
            "output": {"executionResult": {"externalExecutionId": "0",
              "externalExecutionUrl": "https://rehearsal.invalid/0"}, "outputArtifacts": []}}]}
          """
              .formatted(EXECUTION, EXECUTION, now - 60, now);
      case "GetPipelineState" ->
          """
          {"pipelineName": "%s", "pipelineVersion": 1, "created": %d.5, "updated": %d.5,
            "stageStates": [{"stageName": "Deploy",
              "inboundTransitionState": {"enabled": true},
              "latestExecution": {"pipelineExecutionId": "%s", "status": "Stopped"},
              "actionStates": [{"actionName": "Deploy", "latestExecution": {
                "actionExecutionId": "%s", "status": "Abandoned", "lastStatusChange": %d.5}}]}]}
          """
              .formatted(PIPELINE, now - 600, now - 600, EXECUTION, EXECUTION, now);
      case "ListPipelineExecutions" -> "{\"pipelineExecutionSummaries\": []}";
      case "GetCallerIdentity" -> ACCOUNT;
      default -> throw new IllegalArgumentException(operation + " is not pretended");
    };
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
