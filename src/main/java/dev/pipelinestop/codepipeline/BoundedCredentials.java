package dev.pipelinestop.codepipeline;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials, or a {@link CredentialsException}, within a bounded time.
 *
 * <p>The SDK resolves credentials on the calling thread before it starts the timer of
 * apiCallTimeout, and a provider that calls STS or the metadata service has timeouts and retries of
 * its own that add up to minutes. Resolving happens on one thread of its own, for all callers at
 * once, and for those of the second after it: every call asks, and a change of threads for each
 * costs a rush more than the answer.
 */
final class BoundedCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
  /** Providers renew what expires minutes before it does. */
  static final Duration KEPT = Duration.ofSeconds(1);

  private final AwsCredentialsProvider provider;
  private final Duration timeout;
  private final MonotonicClock clock;
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("aws-credentials-", 0).factory());
  private @Nullable Resolving resolving;

  /** One time that the provider was asked, and since when, by the clock that nobody can set. */
  private record Resolving(CompletableFuture<AwsCredentials> credentials, long since) {
    boolean serves(long now) {
      return !credentials.isDone()
          || (!credentials.isCompletedExceptionally() && now - since < KEPT.toNanos());
    }
  }

  BoundedCredentials(AwsCredentialsProvider provider, Duration timeout, MonotonicClock clock) {
    this.provider = provider;
    this.timeout = timeout;
    this.clock = clock;
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return resolving().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CredentialsException(String.valueOf(cause.getMessage()), cause);
    } catch (TimeoutException e) {
      throw new CredentialsException("no credentials within " + timeout.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CredentialsException("interrupted while waiting for credentials", e);
    }
  }

  private synchronized CompletableFuture<AwsCredentials> resolving() {
    long now = clock.nanos();
    Resolving current = resolving;
    if (current == null || !current.serves(now)) {
      current =
          new Resolving(CompletableFuture.supplyAsync(provider::resolveCredentials, executor), now);
      resolving = current;
    }
    return current.credentials();
  }

  @Override
  public void close() {
    executor.shutdownNow();
    if (provider instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
