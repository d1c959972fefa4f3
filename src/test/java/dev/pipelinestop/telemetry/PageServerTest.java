package dev.pipelinestop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageServerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private double difference = Double.NaN;
  private final Metrics metrics =
      new Metrics("1.2.3")
          .gauge("pipelinestop.clock.difference", "seconds", "What it is.", () -> difference)
          .gauge("pipelinestop.leader", "", "One or none.", () -> 1);
  private final PageServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  PageServerTest() throws IOException {
    server = PageServer.start("Metrics", ANY_PORT, Map.of("/metrics", metrics));
  }

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void prometheusCanReadIt() throws Exception {
    difference = -61.5;
    HttpResponse<String> answer = send("GET", "/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
    assertThat(answer.body().lines())
        .contains(
            "# HELP pipelinestop_clock_difference_seconds What it is.",
            "# TYPE pipelinestop_clock_difference_seconds gauge",
            "pipelinestop_clock_difference_seconds -61.5",
            "pipelinestop_leader 1.0",
            "pipelinestop_build_info{version=\"1.2.3\"} 1");
  }

  @Test
  void theValueIsThatOfTheMoment() throws Exception {
    assertThat(send("GET", "/metrics").body()).contains("_difference_seconds NaN\n");
    difference = 2;
    assertThat(send("GET", "/metrics").body()).contains("_difference_seconds 2.0\n");
  }

  @Test
  void nothingElseIsServed() throws Exception {
    assertThat(send("GET", "/").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/metrics/more").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/metrics").statusCode()).isEqualTo(405);
  }

  @Test
  void whereSomebodyElseListensItSaysSo() {
    assertThatExceptionOfType(BindException.class)
        .isThrownBy(
            () ->
                PageServer.start(
                    "Metrics",
                    new InetSocketAddress(ANY_PORT.getAddress(), server.port()),
                    Map.of("/metrics", metrics)));
  }
}
