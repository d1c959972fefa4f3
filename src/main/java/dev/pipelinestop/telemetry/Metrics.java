package dev.pipelinestop.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is measured of the operator. Every name begins with {@code pipelinestop}. */
public final class Metrics {
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
   * @param unit null for a number of nothing
   */
  public Metrics gauge(
      String name, @Nullable String unit, String description, Supplier<Number> value) {
    var unused =
        Gauge.builder(name, value).baseUnit(unit).description(description).register(registry);
    return this;
  }

  /** All of them as Prometheus reads them. */
  String text() {
    return registry.scrape();
  }
}
