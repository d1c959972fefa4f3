package dev.pipelinestop;

import dev.pipelinestop.telemetry.Page;
import dev.pipelinestop.telemetry.PageServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is served over HTTP where the options say so: the metrics, and the probes. */
final class Endpoints implements AutoCloseable {
  private static final String METRICS_FLAG = "--metrics-bind-address (METRICS_BIND_ADDRESS)";
  private static final String HEALTH_FLAG =
      "--health-probe-bind-address (HEALTH_PROBE_BIND_ADDRESS)";

  private final List<PageServer> servers = new ArrayList<>();

  /**
   * Serves them; the metrics and the health at one address if both have the same.
   *
   * @throws StartException if nothing can listen there
   */
  Endpoints(OperatorOptions options, Page metrics, Page live, Page ready) {
    Map<String, Page> probes = Map.of("/livez", live, "/readyz", ready);
    InetSocketAddress metricsAt = options.metricsBindAddress;
    InetSocketAddress healthAt = options.healthProbeBindAddress;
    if (metricsAt != null && metricsAt.equals(healthAt) && metricsAt.getPort() != 0) {
      serve(
          "Metrics and health",
          METRICS_FLAG + " and " + HEALTH_FLAG,
          metricsAt,
          Map.of("/metrics", metrics, "/livez", live, "/readyz", ready));
      return;
    }
    try {
      if (metricsAt != null) {
        serve("Metrics", METRICS_FLAG, metricsAt, Map.of("/metrics", metrics));
      }
      if (healthAt != null) {
        serve("Health", HEALTH_FLAG, healthAt, probes);
      }
    } catch (StartException e) {
      close();
      throw e;
    }
  }

  private void serve(String what, String flag, InetSocketAddress address, Map<String, Page> pages) {
    try {
      servers.add(PageServer.start(what, address, pages));
    } catch (IOException e) {
      String host = address.getAddress().getHostAddress();
      throw isHere(address.getAddress())
          ? StartException.obstacle(
              "cannot serve %s at %s:%d: %s; free it, or set another %s"
                  .formatted(
                      what.toLowerCase(Locale.ROOT), host, address.getPort(), e.getMessage(), flag))
          : StartException.wrongInput(
              "%s: %s is not an address of this machine; without a host, as in :%d, it is all of"
                      .formatted(flag, host, address.getPort())
                  + " its addresses");
    }
  }

  /** Whether anything can listen at this address, at whichever port. */
  private static boolean isHere(InetAddress address) {
    try (ServerSocket any = new ServerSocket(0, 1, address)) {
      return any.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    servers.forEach(PageServer::close);
  }
}
