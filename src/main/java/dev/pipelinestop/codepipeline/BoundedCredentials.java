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
 * once.
 */
final class BoundedCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
  private final AwsCredentialsProvider provider;
  private final Duration timeout;
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("aws-credentials-", 0).factory());
  private @Nullable CompletableFuture<AwsCredentials> resolving;

  BoundedCredentials(AwsCredentialsProvider provider, Duration timeout) {
    this.provider = provider;
    this.timeout = timeout;
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
    CompletableFuture<AwsCredentials> current = resolving;
    if (current == null || current.isDone()) {
      current = CompletableFuture.supplyAsync(provider::resolveCredentials, executor);
      resolving = current;
    }
    return current;
  }

  @Override
  public void close() {
    executor.shutdownNow();
    if (provider instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
