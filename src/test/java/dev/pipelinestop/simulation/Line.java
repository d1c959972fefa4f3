package dev.pipelinestop.simulation;

import dev.pipelinestop.codepipeline.AwsClients;
import dev.pipelinestop.codepipeline.AwsClock;
import dev.pipelinestop.codepipeline.AwsRegion;
import dev.pipelinestop.codepipeline.AwsRegions;
import dev.pipelinestop.codepipeline.AwsSettings;
import dev.pipelinestop.codepipeline.AwsSettingsBuilder;
import dev.pipelinestop.codepipeline.CodePipelineGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The line between the clients of the AWS SDK and the AWS of whichever instance calls. There is one
 * for all runs of a thread: making clients takes longer than a whole run.
 */
final class Line implements SdkHttpClient {
  private static final String REGION = "eu-central-1";

  /** The timers of the SDK are real ones: here it is the virtual clock that ends a wait. */
  private static final Duration NEVER = Duration.ofHours(1);

  private static final ThreadLocal<Line> OF_THREAD = ThreadLocal.withInitial(Line::new);

  private final AwsClients clients;
  private final CodePipelineGateway gateway;
  private @Nullable Instance caller;
  private long processes;

  private Line() {
    AwsSettings settings =
        AwsSettingsBuilder.builder(AwsSettings.standard())
            .http(this)
            .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .readAttempts(1)
            .attemptTimeout(NEVER)
            .readTimeout(NEVER)
            .stopTimeout(NEVER)
            .wall(() -> caller().wall().instant())
            .monotonic(() -> caller().monotonic().nanos())
            .build();
    clients = AwsClients.open(settings);
    gateway = clients.gateway(REGION);
  }

  static Line ofThread() {
    return OF_THREAD.get();
  }

  /** A new process knows no account yet. */
  AwsRegions newRegions() {
    return new AwsRegions(name -> new AwsRegion(gateway, clients.identity(name)), REGION);
  }

  /** The time of day as whoever calls knows it. */
  AwsClock clock() {
    return clients.clock();
  }

  /** A time that no process of this thread has counted from. */
  Duration newOrigin() {
    processes++;
    return Duration.ofHours(processes);
  }

  /** Work of this instance: it is the one who calls meanwhile. */
  void during(Instance instance, Runnable work) {
    Instance before = caller;
    caller = instance;
    try {
      work.run();
    } finally {
      caller = before;
    }
  }

  private Instance caller() {
    return Objects.requireNonNull(caller, "nobody is at work");
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return caller().calls(operation(request), request);
      }

      @Override
      public void abort() {
        // Nothing is under way while nobody waits.
      }
    };
  }

  private static String operation(HttpExecuteRequest request) {
    return request
        .httpRequest()
        .firstMatchingHeader("X-Amz-Target")
        .map(target -> target.substring(target.indexOf('.') + 1))
        .orElse("GetCallerIdentity");
  }

  @Override
  public String clientName() {
    return "Line";
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
