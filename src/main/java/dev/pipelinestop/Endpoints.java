package dev.pipelinestop;

import dev.pipelinestop.telemetry.Page;
import dev.pipelinestop.telemetry.PageServer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is served over HTTP where the options say so: the metrics, and the probes. */
final class Endpoints implements AutoCloseable {
  private final List<PageServer> servers = new ArrayList<>();

  /** Serves them; the metrics and the health at one address if both have the same. */
  Endpoints(OperatorOptions options, Page metrics, Page live, Page ready) {
    Map<String, Page> probes = Map.of("/livez", live, "/readyz", ready);
    InetSocketAddress metricsAt = options.metricsBindAddress;
    InetSocketAddress healthAt = options.healthProbeBindAddress;
    if (metricsAt != null && metricsAt.equals(healthAt) && metricsAt.getPort() != 0) {
      serve(
          "Metrics and health",
          "--metrics-bind-address and --health-probe-bind-address",
          metricsAt,
          Map.of("/metrics", metrics, "/livez", live, "/readyz", ready));
      return;
    }
    try {
      if (metricsAt != null) {
        serve("Metrics", "--metrics-bind-address", metricsAt, Map.of("/metrics", metrics));
      }
      if (healthAt != null) {
        serve("Health", "--health-probe-bind-address", healthAt, probes);
      }
    } catch (IllegalStateException e) {
      close();
      throw e;
    }
  }

  private void serve(String what, String flag, InetSocketAddress address, Map<String, Page> pages) {
    servers.add(PageServer.start(what, flag, address, pages));
  }

  @Override
  public void close() {
    servers.forEach(PageServer::close);
  }
}
