package dev.pipelinestop.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.http.config.SocketConfig;
import org.apache.http.impl.bootstrap.HttpServer;
import org.apache.http.impl.bootstrap.ServerBootstrap;
import org.apache.http.protocol.HttpProcessorBuilder;
import org.apache.http.protocol.ResponseConnControl;
import org.apache.http.protocol.ResponseContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a simulator over HTTP on the loopback interface, with its control API. The JDK's server
 * would not do: it insists on a Date of its own, and cannot reset a connection.
 */
public final class SimulatorServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorServer.class);

  private final Simulator simulator;
  private final HttpServer server;

  private SimulatorServer(Simulator simulator, HttpServer server) {
    this.simulator = simulator;
    this.server = server;
  }

  /** Serves on a port that is free. */
  public static SimulatorServer start(Simulator simulator) {
    return start(simulator, 0);
  }

  /** Serves on this port. */
  public static SimulatorServer start(Simulator simulator, int port) {
    try {
      var server =
          ServerBootstrap.bootstrap()
              .setLocalAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))
              .setListenerPort(port)
              .setSocketConfig(
                  SocketConfig.custom()
                      .setTcpNoDelay(true)
                      .setBacklogSize(1024)
                      .setSoReuseAddress(true)
                      .build())
              .setHttpProcessor(
                  HttpProcessorBuilder.create()
                      .add(new ResponseContent())
                      .add(new ResponseConnControl())
                      .build())
              .setExceptionLogger(SimulatorServer::log)
              .registerHandler("*", new SimulatorHandler(simulator))
              .create();
      server.start();
      return new SimulatorServer(simulator, server);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on port " + port, e);
    }
  }

  private static void log(Exception e) {
    // An IOException is a client that has gone, or a connection that a fault has reset.
    if (!(e instanceof IOException)) {
      LOG.error("Cannot work on a request", e);
    }
  }

  /** Where it is: what AWS_ENDPOINT_URL has to say. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** What is served. */
  public Simulator simulator() {
    return simulator;
  }

  /** Ends all connections and calls, hanging ones too. */
  @Override
  public void close() {
    server.shutdown(0, TimeUnit.SECONDS);
  }
}
