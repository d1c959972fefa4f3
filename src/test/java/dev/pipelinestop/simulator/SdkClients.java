package dev.pipelinestop.simulator;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of the real SDK for a simulator. They do not retry: each call is one call. */
public final class SdkClients {
  private SdkClients() {}

  /** A client within the process: without a network, and on the simulator's clock. */
  public static CodePipelineClient codePipeline(Simulator simulator) {
    return configured(CodePipelineClient.builder()).httpClient(simulator.httpClient()).build();
  }

  /** A client over HTTP, which waits so long for an answer. */
  public static CodePipelineClient codePipeline(SimulatorServer server, Duration readTimeout) {
    return configured(CodePipelineClient.builder())
        .endpointOverride(server.endpoint())
        .httpClientBuilder(ApacheHttpClient.builder().socketTimeout(readTimeout))
        .build();
  }

  /** A client for STS within the process. */
  public static StsClient sts(Simulator simulator) {
    return configured(StsClient.builder()).httpClient(simulator.httpClient()).build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B configured(B builder) {
    return builder
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIASIMULATOR", "none")))
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }
}
