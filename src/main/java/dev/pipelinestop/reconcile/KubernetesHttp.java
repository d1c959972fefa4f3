package dev.pipelinestop.reconcile;

import io.fabric8.kubernetes.client.http.TlsVersion;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;

/**
 * The JDK's HTTP client as Fabric8 sets it up, but for watches that notice a dead connection, and
 * for what costs processor time where a thousand stops begin at once: together a twelfth of all
 * that the operator takes for them.
 */
final class KubernetesHttp extends JdkHttpClientFactory {
  /**
   * Fabric8 has one for everything that can be done at once, up to a hundred that wake each other.
   * Hardly anything waits on them: what blocks in Fabric8 and in the SDK has threads of its own,
   * but for a program that a kubeconfig names to get a token.
   */
  static final int THREADS = 4;

  /**
   * Of the ciphers of TLS 1.3 the one that needs no special instructions, which the first compiler
   * of the JVM does not use: three times as fast as AES then.
   */
  static final String FIRST_CIPHER = "TLS_CHACHA20_POLY1305_SHA256";

  private final TlsVersion[] versions;

  /** For clients that speak these versions of TLS. */
  KubernetesHttp(TlsVersion... versions) {
    this.versions = versions.clone();
  }

  @Override
  protected HttpClient.Builder createNewHttpClientBuilder() {
    return PingingHttpClient.builder(super.createNewHttpClientBuilder());
  }

  @Override
  protected void additionalConfig(HttpClient.Builder builder) {
    builder.executor(threads()).sslParameters(new SSLParameters(ciphers(), protocols()));
  }

  /** End by themselves when there is nothing to do, so that nobody has to end them. */
  private static ThreadPoolExecutor threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("kubernetes-http-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static String[] ciphers() {
    String[] usual = ((SSLSocketFactory) SSLSocketFactory.getDefault()).getDefaultCipherSuites();
    return Stream.concat(
            Arrays.stream(usual).filter(FIRST_CIPHER::equals),
            Arrays.stream(usual).filter(cipher -> !cipher.equals(FIRST_CIPHER)))
        .toArray(String[]::new);
  }

  private String[] protocols() {
    return Arrays.stream(versions).map(TlsVersion::javaName).toArray(String[]::new);
  }
}
