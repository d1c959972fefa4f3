package dev.pipelinestop.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
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
   * @param unit empty for a number of things
   */
  public Metrics gauge(String name, String unit, String description, Supplier<Number> value) {
    var gauge = Gauge.builder(name, value).description(description);
    // An empty unit would be appended too, with its underscore.
    var unused = (unit.isEmpty() ? gauge : gauge.baseUnit(unit)).register(registry);
    return this;
  }

  /** Counts something. Takes no lock. */
  @FunctionalInterface
  public interface Count {
    /** One more with these values of the labels. */
    void one(String... labels);
  }

  /** Tells how long something took. Takes no lock. */
  @FunctionalInterface
  public interface Times {
    /** One that took so long, with these values of the labels. */
    void took(Duration time, String... labels);
  }

  /** Takes values that are told when they are asked for. */
  @FunctionalInterface
  public interface Values {
    /** The value with these values of the labels. */
    void are(double value, String... labels);
  }

  /**
   * Adds a counter.
   *
   * @param name with dots, without {@code total}, which is appended to it
   */
  public Count counter(String name, String description, String... labels) {
    Function<String[], Counter> counters =
        kept(
            labels,
            tags -> Counter.builder(name).description(description).tags(tags).register(registry));
    return values -> counters.apply(values).increment();
  }

  /**
   * Adds a histogram of times in seconds.
   *
   * @param name with dots, without the unit, which is appended to it
   * @param bounds the upper bounds of its buckets
   */
  public Times times(String name, String description, List<Duration> bounds, String... labels) {
    Duration[] buckets = bounds.toArray(Duration[]::new);
    Function<String[], Timer> timers =
        kept(
            labels,
            tags ->
                Timer.builder(name)
                    .description(description)
                    .serviceLevelObjectives(buckets)
                    .tags(tags)
                    .register(registry));
    return (time, values) -> timers.apply(values).record(time.isNegative() ? Duration.ZERO : time);
  }

  /** The meter with these values of the labels: to look it up in the registry takes long. */
  private static <M> Function<String[], M> kept(String[] labels, Function<Tags, M> meter) {
    Map<List<String>, M> meters = new ConcurrentHashMap<>();
    return values ->
        meters.computeIfAbsent(List.of(values), each -> meter.apply(tags(labels, each)));
  }

  private static Tags tags(String[] labels, List<String> values) {
    Tags tags = Tags.empty();
    for (int i = 0; i < labels.length; i++) {
      tags = tags.and(labels[i], values.get(i));
    }
    return tags;
  }

  /**
   * Adds values that are asked for together when they are scraped.
   *
   * @param name with underscores, as it is served
   */
  public void values(String name, String description, Consumer<Values> asked, String... labels) {
    var unused =
        GaugeWithCallback.builder()
            .name(name)
            .help(description)
            .labelNames(labels)
            .callback(callback -> asked.accept(callback::call))
            .register(registry.getPrometheusRegistry());
  }

  /** All of them as Prometheus reads them. */
  @Override
  public Answer answer() {
    return new Answer(200, TYPE, registry.scrape());
  }
}
