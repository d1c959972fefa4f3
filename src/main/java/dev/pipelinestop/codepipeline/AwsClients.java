package dev.pipelinestop.codepipeline;

import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Makes what calls AWS. All of it shares one pool of connections and one set of credentials, which
 * are closed with this; what was made is closed by whoever asked for it, before.
 */
public final class AwsClients implements AutoCloseable {
  private static final String NAME = "pipeline-stop-operator";

  private final AwsSettings settings;
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final ScheduledThreadPoolExecutor timer;
  private final AwsClock clock;

  private AwsClients(AwsSettings settings, SdkHttpClient http, AwsCredentialsProvider credentials) {
    this.settings = settings;
    this.http = http;
    this.credentials = credentials;
    clock = new AwsClock(settings.wall(), settings.monotonic());
    // Otherwise every client has five threads of its own for this.
    timer =
        new ScheduledThreadPoolExecutor(
            2, Thread.ofPlatform().daemon().name("aws-timeouts-", 0).factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Clients of these settings. Makes no call yet and needs no credentials yet. */
  public static AwsClients open(AwsSettings settings) {
    SdkHttpClient http = Objects.requireNonNullElseGet(settings.http(), () -> pool(settings));
    AwsCredentialsProvider credentials =
        Objects.requireNonNullElseGet(
            settings.credentials(), () -> DefaultCredentialsProvider.builder().build());
    // Fixed credentials need no thread that waits for them, which a simulation must not have.
    boolean atHand = credentials instanceof StaticCredentialsProvider;
    return new AwsClients(
        settings,
        http,
        atHand
            ? credentials
            : new BoundedCredentials(
                credentials, settings.credentialsTimeout(), settings.monotonic()));
  }

  /**
   * The region that AWS tools would use here: AWS_REGION, the profile, or that of the machine. May
   * take seconds where a metadata service is asked and does not answer.
   *
   * @throws AwsFailureException if there is none, or what is set is none
   */
  public static String defaultRegion() throws AwsFailureException {
    String region;
    try {
      region = DefaultAwsRegionProviderChain.builder().build().getRegion().id();
    } catch (SdkClientException e) {
      throw noRegion("no AWS region is set");
    }
    if (!region.matches(PipelineStopRequestSpec.REGION)) {
      throw noRegion("'" + region + "' is not an AWS region such as eu-central-1");
    }
    return region;
  }

  private static AwsFailureException noRegion(String wrong) {
    String message =
        wrong
            + ": set AWS_REGION or --aws-region (OPERATOR_AWS_REGION), or aws.region of the Helm"
            + " chart";
    return new AwsFailureException(
        new AwsFailure("DefaultRegion", "NoRegion", message, Meaning.INVALID));
  }

  /** The time of day, which the answers to all that is called here correct. */
  public AwsClock clock() {
    return clock;
  }

  /** CodePipeline in this region, such as eu-central-1. */
  public CodePipelineGateway gateway(String region) {
    CodePipelineClient reads =
        configured(CodePipelineClient.builder(), region)
            .overrideConfiguration(readConfiguration())
            .build();
    CodePipelineClient stops =
        configured(CodePipelineClient.builder(), region)
            .overrideConfiguration(
                configuration(AwsRetryStrategy.doNotRetry(), settings.stopTimeout())
                    .addExecutionInterceptor(new StopGate.Interceptor())
                    .build())
            .build();
    return new CodePipelineGateway(region, reads, stops, clock, settings);
  }

  /** Who the operator is, as the STS of this region sees it. */
  public Identity identity(String region) {
    return new Identity(
        region,
        configured(StsClient.builder(), region).overrideConfiguration(readConfiguration()).build(),
        new Calls(settings.listener(), settings.monotonic()));
  }

  /** Closes the connections and the credentials, and lets go of every thread. */
  @Override
  public void close() {
    timer.shutdownNow();
    if (settings.http() == null) {
      http.close();
    }
    if (credentials instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, String region) {
    builder.httpClient(http).credentialsProvider(credentials).region(Region.of(region));
    URI endpoint = settings.endpoint();
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }

  private ClientOverrideConfiguration readConfiguration() {
    // STANDARD, not the SDK's default: it makes one attempt less and waits longer when throttled.
    RetryStrategy retries =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(settings.readAttempts())
            .build();
    return configuration(retries, settings.readTimeout())
        .apiCallAttemptTimeout(settings.attemptTimeout())
        .addExecutionInterceptor(new GatedRequests(settings.gate()))
        .build();
  }

  private ClientOverrideConfiguration.Builder configuration(
      RetryStrategy retries, Duration callTimeout) {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(retries)
        .apiCallTimeout(callTimeout)
        .scheduledExecutorService(timer)
        .addExecutionInterceptor(new DateInterceptor(clock))
        .addExecutionInterceptor(new AnswerBound())
        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, NAME + "/" + version());
  }

  private static SdkHttpClient pool(AwsSettings settings) {
    return ApacheHttpClient.builder()
        .dnsResolver(new NameLookups(SystemDefaultDnsResolver.INSTANCE))
        .maxConnections(settings.maxConnections())
        .connectionTimeout(settings.connectTimeout())
        .connectionAcquisitionTimeout(settings.acquireTimeout())
        // Reads are cut off earlier, by the timeout of their attempt.
        .socketTimeout(settings.stopTimeout())
        .build();
  }

  private static String version() {
    String version = AwsClients.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
