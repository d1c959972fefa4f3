package dev.pipelinestop.codepipeline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.http.Header;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.bootstrap.HttpServer;
import org.apache.http.impl.bootstrap.ServerBootstrap;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;

/**
 * Answers as AWS does about one execution that is in progress until it is stopped, and then begins
 * anew. Whatever is asked stays in this machine: it listens on loopback only, no proxy is used, and
 * the credentials are made up.
 */
public final class PretendedAws implements AutoCloseable {
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

  private static final ProxyConfiguration NO_PROXY =
      ProxyConfiguration.builder()
          .useSystemPropertyValues(false)
          .useEnvironmentVariableValues(false)
          .build();

  private static final ContentType JSON = ContentType.create("application/x-amz-json-1.1");

  private final InstantSource clock;
  private final HttpServer server;
  private final SdkHttpClient http;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * One that answers until it is closed.
   *
   * @param clock what its time is
   * @throws IOException if nothing can listen on loopback
   */
  public PretendedAws(InstantSource clock) throws IOException {
    this.clock = clock;
    server =
        ServerBootstrap.bootstrap()
            .setLocalAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))
            .setListenerPort(0)
            .registerHandler("*", this::answer)
            .create();
    server.start();
    http = ApacheHttpClient.builder().proxyConfiguration(NO_PROXY).build();
  }

  /** Settings with which nothing but this is called. To be used only while it is open. */
  public AwsSettings settings(MonotonicClock monotonic) {
    return AwsSettingsBuilder.builder(AwsSettings.standard())
        .endpoint(URI.create("http://127.0.0.1:" + server.getLocalPort()))
        .credentials(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("rehearsal", "rehearsal")))
        .http(http)
        .wall(clock)
        .monotonic(monotonic)
        .build();
  }

  private void answer(HttpRequest request, HttpResponse response, HttpContext context)
      throws IOException {
    response.setEntity(new StringEntity(body(operation(request)), JSON));
    response.setHeader("x-amzn-RequestId", EXECUTION);
    response.setHeader(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
  }

  /** STS speaks another protocol, which names it in the body. */
  private static String operation(HttpRequest request) throws IOException {
    Header target = request.getFirstHeader("X-Amz-Target");
    if (target != null) {
      return target.getValue().replaceFirst("^.*\\.", "");
    }
    String body =
        request instanceof HttpEntityEnclosingRequest enclosing
            ? EntityUtils.toString(enclosing.getEntity())
            : "";
    return body.contains("Action=GetCallerIdentity") ? "GetCallerIdentity" : body;
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
    http.close();
    server.shutdown(0, TimeUnit.SECONDS);
  }
}
