package dev.pipelinestop.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkBytes;

/** Serves a simulator over HTTP on the loopback interface, with its control API. */
public final class SimulatorServer implements AutoCloseable {
  static {
    // Without it each answer waits for the client's delayed acknowledgement: 40 ms a call.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
  }

  private final Simulator simulator;
  private final ControlApi control;
  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private SimulatorServer(Simulator simulator, HttpServer server) {
    this.simulator = simulator;
    this.control = new ControlApi(simulator);
    this.server = server;
  }

  /** Serves on a port that is free. */
  public static SimulatorServer start(Simulator simulator) {
    return start(simulator, 0);
  }

  /** Serves on this port. */
  public static SimulatorServer start(Simulator simulator, int port) {
    try {
      var address =
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
      var server = new SimulatorServer(simulator, HttpServer.create(address, 1024));
      server.server.createContext("/", server::handle);
      server.server.setExecutor(server.executor);
      server.server.start();
      return server;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Cannot listen on port " + port, e);
    }
  }

  /** Where it is: what AWS_ENDPOINT_URL has to say. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What is served. */
  public Simulator simulator() {
    return simulator;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = wire(exchange);
      var delivery =
          request.path().startsWith("/simulator/")
              ? control.receive(request)
              : simulator.receive(request);
      while (delivery instanceof Delivery.Delayed(var delay, var then)) {
        if (closed.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
        delivery = then.get();
      }
      if (delivery instanceof Delivery.Answered(var response)) {
        send(exchange, response);
      }
      // Closing an exchange that has no answer closes the connection.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static WireRequest wire(HttpExchange exchange) throws IOException {
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return new WireRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        headers,
        SdkBytes.fromByteArrayUnsafe(exchange.getRequestBody().readAllBytes()));
  }

  private static void send(HttpExchange exchange, WireResponse response) throws IOException {
    response.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    int length = response.length();
    exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
    if (length > 0) {
      exchange.getResponseBody().write(response.body().asByteArrayUnsafe(), 0, response.sent());
      exchange.getResponseBody().flush();
    }
  }
}
