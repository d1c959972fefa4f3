package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.TlsVersion;
import java.net.http.HttpClient;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

final class KubernetesHttpTest {
  private final HttpClient client = client(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2);

  private static HttpClient client(TlsVersion... versions) {
    HttpClient.Builder builder = HttpClient.newBuilder();
    new KubernetesHttp(versions).additionalConfig(builder);
    return builder.build();
  }

  @Test
  void theCipherThatNeedsNoSpecialInstructionsComesFirstAndNoneIsMissing() {
    SSLParameters parameters = client.sslParameters();

    assertThat(parameters.getCipherSuites())
        .startsWith(KubernetesHttp.FIRST_CIPHER)
        .containsExactlyInAnyOrder(
            ((SSLSocketFactory) SSLSocketFactory.getDefault()).getDefaultCipherSuites());
  }

  @Test
  void theVersionsOfTlsAreThoseOfTheConfiguration() {
    assertThat(client.sslParameters().getProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
    assertThat(client(TlsVersion.TLS_1_3).sslParameters().getProtocols())
        .containsExactly("TLSv1.3");
  }

  @Test
  void fewThreadsDoEverythingAndKeepNoProcessAlive() throws InterruptedException {
    Executor executor = client.executor().orElseThrow();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CompletableFuture<Void> all = new CompletableFuture<>();
    CountDownLatch done = new CountDownLatch(100);
    for (int task = 0; task < 100; task++) {
      executor.execute(
          () -> {
            threads.add(Thread.currentThread());
            all.join();
            done.countDown();
          });
    }
    all.complete(null);

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(threads).hasSize(KubernetesHttp.THREADS).allMatch(Thread::isDaemon);
  }
}
