package dev.pipelinestop.bench;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * An API over HTTP, in texts: what is measured shares the processors with who measures it, so
 * nothing is done here that can be left out.
 */
final class Api implements AutoCloseable {
  private final HttpClient http;
  private final URI base;

  private Api(HttpClient http, URI base) {
    this.http = http;
    this.base = base;
  }

  /** A Kubernetes API. As the operator does, it is spoken to in HTTP/1.1, which costs less. */
  static Api of(Config config) throws IOException, GeneralSecurityException {
    return new Api(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(SSLUtils.sslContext(config))
            .build(),
        URI.create(config.getMasterUrl()));
  }

  /** One without TLS. */
  static Api of(URI base) {
    return new Api(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), base);
  }

  String get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  String post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  String delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE().build());
  }

  /** The lines of an answer that does not end by itself. */
  Stream<String> lines(String path) throws IOException, InterruptedException {
    return checked(
            http.send(
                HttpRequest.newBuilder(base.resolve(path)).GET().build(), BodyHandlers.ofLines()))
        .body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofMinutes(1));
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    return checked(http.send(request, BodyHandlers.ofString())).body();
  }

  private static <T> HttpResponse<T> checked(HttpResponse<T> response) throws IOException {
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "%s %s: %d %s"
              .formatted(
                  response.request().method(),
                  response.uri(),
                  response.statusCode(),
                  response.body()));
    }
    return response;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
