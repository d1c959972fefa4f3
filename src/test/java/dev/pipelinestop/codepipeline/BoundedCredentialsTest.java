package dev.pipelinestop.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** How often a provider of credentials is asked. */
final class BoundedCredentialsTest {
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean denied;
  private long nanos = 5_000_000_000L;
  private final BoundedCredentials credentials =
      new BoundedCredentials(this::next, Duration.ofSeconds(30), () -> nanos);

  private AwsCredentials next() {
    int time = asked.incrementAndGet();
    if (denied) {
      throw new IllegalStateException("none for the time being");
    }
    return AwsBasicCredentials.create("AKID" + time, "secret");
  }

  @AfterEach
  void close() {
    credentials.close();
  }

  private String key() {
    return credentials.resolveCredentials().accessKeyId();
  }

  @Test
  void credentialsServeTheCallsOfASecond() {
    assertThat(key()).isEqualTo("AKID1");
    nanos += BoundedCredentials.KEPT.toNanos() - 1;
    assertThat(key()).isEqualTo("AKID1");
    nanos += 1;
    assertThat(key()).isEqualTo("AKID2");
    assertThat(asked).hasValue(2);
  }

  @Test
  void aFailureServesNoOtherCall() {
    denied = true;
    assertThatThrownBy(this::key).hasMessageContaining("none for the time being");
    denied = false;
    assertThat(key()).isEqualTo("AKID2");
  }
}
