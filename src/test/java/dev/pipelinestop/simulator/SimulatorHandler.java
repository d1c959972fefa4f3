package dev.pipelinestop.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpConnection;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpCoreContext;
import org.apache.http.protocol.HttpRequestHandler;
import org.apache.http.util.EntityUtils;
import software.amazon.awssdk.core.SdkBytes;

/** Carries requests from HTTP to the simulator and its control API, and deliveries back. */
final class SimulatorHandler implements HttpRequestHandler {
  private final Simulator simulator;
  private final ControlApi control;

  SimulatorHandler(Simulator simulator) {
    this.simulator = simulator;
    this.control = new ControlApi(simulator);
  }

  @Override
  public void handle(HttpRequest request, HttpResponse response, HttpContext context)
      throws IOException {
    var wire = wire(request);
    var delivery =
        wire.path().startsWith("/simulator/") ? control.receive(wire) : simulator.receive(wire);
    while (delivery instanceof Delivery.Delayed(var delay, var then)) {
      pause(delay.toNanos());
      delivery = then.get();
    }
    if (delivery instanceof Delivery.Answered(var answer)) {
      response.setStatusCode(answer.status());
      answer.headers().forEach(response::setHeader);
      response.setEntity(new Body(answer));
    } else {
      HttpCoreContext.adapt(context).getConnection(HttpConnection.class).shutdown();
      throw new IOException("Reset by a fault");
    }
  }

  private static void pause(long nanos) throws IOException {
    try {
      // Nobody counts down: only time and the end of the server end it.
      new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      throw new IOException("The server was closed", closed);
    }
  }

  private static WireRequest wire(HttpRequest request) throws IOException {
    var headers = new TreeMap<String, String>();
    for (var header : request.getAllHeaders()) {
      headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    var body =
        request instanceof HttpEntityEnclosingRequest enclosing && enclosing.getEntity() != null
            ? EntityUtils.toByteArray(enclosing.getEntity())
            : new byte[0];
    var line = request.getRequestLine();
    return new WireRequest(
        line.getMethod(),
        URI.create(line.getUri()).getPath(),
        headers,
        SdkBytes.fromByteArrayUnsafe(body));
  }

  /** A body that may end before its time. */
  private static final class Body extends ByteArrayEntity {
    private final WireResponse response;

    Body(WireResponse response) {
      super(response.body().asByteArrayUnsafe());
      this.response = response;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(response.body().asByteArrayUnsafe(), 0, response.sent());
      out.flush();
      if (response.sent() < response.length()) {
        throw new IOException("Truncated by a fault");
      }
    }
  }
}
