package dev.pipelinestop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pipelinestop.telemetry.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Which address serves what. */
final class EndpointsTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final OperatorOptions options = new OperatorOptions();

  private Endpoints serve() {
    return new Endpoints(options, page("metrics"), page("live"), page("ready"));
  }

  private static Page page(String text) {
    return () -> new Page.Answer(200, "text/plain", text);
  }

  private static InetSocketAddress freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
      return new InetSocketAddress(HERE, socket.getLocalPort());
    }
  }

  private static String get(InetSocketAddress address, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
    try (HttpClient http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return answer.statusCode() == 200 ? answer.body() : "status " + answer.statusCode();
    }
  }

  @Test
  void eachHasItsOwn() throws Exception {
    InetSocketAddress metrics = freeAddress();
    InetSocketAddress health = freeAddress();
    options.metricsBindAddress = metrics;
    options.healthProbeBindAddress = health;
    try (Endpoints endpoints = serve()) {
      assertThat(endpoints).isNotNull();
      assertThat(get(metrics, "/metrics")).isEqualTo("metrics");
      assertThat(get(metrics, "/livez")).isEqualTo("status 404");
      assertThat(get(health, "/livez")).isEqualTo("live");
      assertThat(get(health, "/readyz")).isEqualTo("ready");
      assertThat(get(health, "/metrics")).isEqualTo("status 404");
    }
  }

  @Test
  void theyMayShareOne() throws Exception {
    InetSocketAddress address = freeAddress();
    options.metricsBindAddress = address;
    options.healthProbeBindAddress = address;
    try (Endpoints endpoints = serve()) {
      assertThat(endpoints).isNotNull();
      assertThat(get(address, "/metrics")).isEqualTo("metrics");
      assertThat(get(address, "/livez")).isEqualTo("live");
      assertThat(get(address, "/readyz")).isEqualTo("ready");
    }
  }

  /** The one that could be served is not left behind. */
  @Test
  void anAddressThatIsTakenIsSaid() throws Exception {
    InetSocketAddress metrics = freeAddress();
    options.metricsBindAddress = metrics;
    try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
      options.healthProbeBindAddress = new InetSocketAddress(HERE, taken.getLocalPort());
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(this::serve)
          .withMessageContaining("--health-probe-bind-address");
      options.healthProbeBindAddress = null;
      try (Endpoints again = serve()) {
        assertThat(again).isNotNull();
        assertThat(get(metrics, "/metrics")).isEqualTo("metrics");
      }
    }
  }
}
