package dev.pipelinestop.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the metrics at {@code /metrics}, and nothing else. */
public final class MetricsServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MetricsServer.class);
  private static final String PATH = "/metrics";
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int MOST_WAITING = 16;

  private final Metrics metrics;
  private final HttpServer server;

  /** One that reads slowly holds up nobody. */
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private MetricsServer(Metrics metrics, HttpServer server) {
    this.metrics = metrics;
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  /**
   * Serves these metrics at this address; port 0 takes a free one.
   *
   * @throws IllegalStateException if nothing can listen there
   */
  public static MetricsServer start(Metrics metrics, InetSocketAddress address) {
    HttpServer http;
    try {
      http = HttpServer.create(address, MOST_WAITING);
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot serve metrics at "
              + address.getAddress().getHostAddress()
              + ":"
              + address.getPort()
              + " (--metrics-bind-address): "
              + e.getMessage());
    }
    MetricsServer server = new MetricsServer(metrics, http);
    http.start();
    log.info(
        "Metrics at http://{}:{}{}",
        address.getAddress().isAnyLocalAddress()
            ? "localhost"
            : address.getAddress().getHostAddress(),
        server.port(),
        PATH);
    return server;
  }

  /** The port that is listened at. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
      } else {
        byte[] text = metrics.text().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", TYPE);
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
