package dev.pipelinestop.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.util.function.Supplier;

/** What is measured of the operator. Every name begins with {@code pipelinestop}. */
public final class Metrics implements Page {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Metrics of this version of the operator, which is the first of them. */
  public Metrics(String version) {
    Info.builder()
        .name("pipelinestop_build")
        .help("The version of the operator.")
        .labelNames("version")
        .register(registry.getPrometheusRegistry())
        .addLabelValues(version);
  }

  /**
   * Adds a value that is asked for when it is scraped.
   *
   * @param name with dots, without the unit, which is appended to it
   */
  public Metrics gauge(String name, String unit, String description, Supplier<Number> value) {
    var unused =
        Gauge.builder(name, value).baseUnit(unit).description(description).register(registry);
    return this;
  }

  /** All of them as Prometheus reads them. */
  @Override
  public Answer answer() {
    return new Answer(200, TYPE, registry.scrape());
  }
}
