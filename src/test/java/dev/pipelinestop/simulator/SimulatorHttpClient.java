package dev.pipelinestop.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** Serves the SDK within the process. Where a socket would wait, the clock moves. */
final class SimulatorHttpClient implements SdkHttpClient {
  private final Simulator simulator;
  private final Duration readTimeout;

  SimulatorHttpClient(Simulator simulator, Duration readTimeout) {
    this.simulator = simulator;
    this.readTimeout = readTimeout;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return response(execute(wire(request)));
      }

      @Override
      public void abort() {
        // Nothing is under way while nobody waits.
      }
    };
  }

  @Override
  public String clientName() {
    return "Simulator";
  }

  @Override
  public void close() {
    // It holds nothing.
  }

  private static WireRequest wire(HttpExecuteRequest request) throws IOException {
    var http = request.httpRequest();
    var headers = new TreeMap<String, String>();
    http.forEachHeader(
        (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    var body = new byte[0];
    if (request.contentStreamProvider().isPresent()) {
      try (var stream = request.contentStreamProvider().get().newStream()) {
        body = stream.readAllBytes();
      }
    }
    return new WireRequest(
        http.method().name(), http.encodedPath(), headers, SdkBytes.fromByteArrayUnsafe(body));
  }

  private WireResponse execute(WireRequest request) throws IOException {
    var deadline = simulator.clock().instant().plus(readTimeout);
    var delivery = simulator.receive(request);
    while (delivery instanceof Delivery.Delayed(var delay, var then)) {
      var due = simulator.clock().instant().plus(delay);
      if (due.isAfter(deadline)) {
        // The client gives up, but the service does not know that.
        simulator.later(due, now -> finish(then.get()));
        simulator.clock().advanceTo(deadline);
        throw new SocketTimeoutException("Read timed out");
      }
      simulator.clock().advanceTo(due);
      delivery = then.get();
    }
    if (delivery instanceof Delivery.Answered(var response)) {
      return response;
    }
    throw new SocketException("Connection reset");
  }

  /** Does what is left of a call whose client has gone. */
  private static void finish(Delivery delivery) {
    while (delivery instanceof Delivery.Delayed(var delay, var then)) {
      delivery = then.get();
    }
  }

  private static HttpExecuteResponse response(WireResponse wire) {
    var http =
        SdkHttpFullResponse.builder()
            .statusCode(wire.status())
            .putHeader("Content-Length", String.valueOf(wire.length()));
    wire.headers().forEach(http::putHeader);
    InputStream body = new ByteArrayInputStream(wire.body().asByteArrayUnsafe(), 0, wire.sent());
    if (wire.sent() < wire.length()) {
      body = new SequenceInputStream(body, new Cut());
    }
    return HttpExecuteResponse.builder()
        .response(http.build())
        .responseBody(AbortableInputStream.create(body))
        .build();
  }

  /** The end of a stream that ends too early. */
  private static final class Cut extends InputStream {
    @Override
    public int read() throws IOException {
      throw new SocketException("Connection reset");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }
}
