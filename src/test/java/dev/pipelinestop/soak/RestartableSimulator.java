package dev.pipelinestop.soak;

import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.simulator.SimulatorServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;

/** An AWS whose front door is closed and opened again, and which forgets nothing by it. */
final class RestartableSimulator implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Simulator simulator = Simulator.realTime();
  private SimulatorServer server = SimulatorServer.start(simulator);

  Simulator simulator() {
    return simulator;
  }

  URI endpoint() {
    return server.endpoint();
  }

  /** Ends all calls and connections; then listens again at the same address. */
  void restart() {
    int port = server.endpoint().getPort();
    server.close();
    // A client that keeps connecting to a port at which nobody listens can get that very port as
    // its own, and then is connected to itself, until it gives up.
    server =
        Awaitility.await("port " + port + " is free again")
            .atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(UncheckedIOException.class)
            .until(() -> SimulatorServer.start(simulator, port), Objects::nonNull);
  }

  @Override
  public void close() {
    server.close();
  }
}
