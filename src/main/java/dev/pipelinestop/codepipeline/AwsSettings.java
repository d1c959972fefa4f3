package dev.pipelinestop.codepipeline;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * How AWS is called. {@link #standard()} is right for production; a test or a simulation changes
 * single values with {@code AwsSettingsBuilder.builder(settings)}.
 *
 * @param endpoint where every service is; null for what AWS_ENDPOINT_URL_CODEPIPELINE,
 *     AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL say, else AWS itself. With only the first of these
 *     set, STS is that of AWS
 * @param credentials closed with the clients; null for the default chain of the SDK
 * @param http not closed with the clients; null for a pool of connections made for them. Connect
 *     and acquire timeouts and the number of connections are those of this client then
 * @param maxConnections the most calls that are on their way at once
 * @param connectTimeout for one address, without the TLS handshake
 * @param acquireTimeout for waiting until one of the connections is free
 * @param credentialsTimeout for obtaining credentials, before every other timeout begins
 * @param attemptTimeout for one attempt of a read
 * @param readTimeout for a read with all its attempts and pauses
 * @param readAttempts how often a read is tried, the first time included
 * @param stopTimeout for a stop, which is tried once
 * @param wall the time of day by the clock of this machine, which may be wrong
 * @param monotonic the clock that nobody can set, for the deadline of a stop
 * @param gate whether anything may be called at all
 * @param listener is told of every call
 */
@RecordBuilder
public record AwsSettings(
    @Nullable URI endpoint,
    @Nullable AwsCredentialsProvider credentials,
    @Nullable SdkHttpClient http,
    int maxConnections,
    Duration connectTimeout,
    Duration acquireTimeout,
    Duration credentialsTimeout,
    Duration attemptTimeout,
    Duration readTimeout,
    int readAttempts,
    Duration stopTimeout,
    InstantSource wall,
    MonotonicClock monotonic,
    CallGate gate,
    CallListener listener) {

  /** Every value as the operator uses it. */
  public static AwsSettings standard() {
    return new AwsSettings(
        null,
        null,
        null,
        16,
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(4),
        Duration.ofSeconds(8),
        3,
        Duration.ofSeconds(8),
        InstantSource.system(),
        MonotonicClock.system(),
        CallGate.OPEN,
        CallListener.NOBODY);
  }
}
