package dev.pipelinestop.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils;
import io.fabric8.kubernetes.client.informers.impl.cache.Reflector;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The log of the process, on standard output. */
public final class Logs {

  /**
   * At DEBUG these write what is signed and sent, signatures, tokens and bodies included: they stay
   * above it at every level asked for.
   */
  private static final List<String> NEVER_BELOW_WARN =
      List.of("software.amazon.awssdk", "org.apache.http", "jdk.httpclient", "io.fabric8");

  /**
   * The first warns at every start that our own version is v1alpha1. The others write a stack trace
   * for each attempt to list or watch, for as long as the API server is away or a permission is
   * missing, of which the operator tells once.
   */
  private static final List<String> SAID_BETTER =
      List.of(
          VersionUsageUtils.class.getName(),
          Reflector.class.getName(),
          "io.javaoperatorsdk.operator.processing.event.source.informer.InformerWrapper");

  /** At INFO these tell how they are made, at every start and end. The names are theirs. */
  private static final List<String> FOR_DEBUGGING =
      List.of(
          "io.javaoperatorsdk.operator.Operator",
          "Default ConfigurationService implementation",
          "io.javaoperatorsdk.operator.processing.Controller");

  private static final String TEXT_PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %msg%replace( [%mdc{namespace}/%mdc{name}"
          + " %mdc{pipeline} %mdc{execution}]){' \\[/  \\]', ''}%n%ex{short}";

  /** On a thread that has this in its context nothing is written. */
  private static final String SILENT = "silent";

  private Logs() {}

  /** Writes the log in this form from this level on: one of SLF4J's. */
  public static void configure(LogFormat format, org.slf4j.event.Level level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Encoder<ILoggingEvent> encoder = format.isText() ? text() : json();
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.addFilter(silence());
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.convertAnSLF4JLevel(level));
    root.addAppender(console);
    for (String name : NEVER_BELOW_WARN) {
      context.getLogger(name).setLevel(Level.WARN);
    }
    if (level == org.slf4j.event.Level.INFO) {
      for (String name : FOR_DEBUGGING) {
        context.getLogger(name).setLevel(Level.WARN);
      }
    }
    for (String name : SAID_BETTER) {
      context.getLogger(name).setLevel(Level.ERROR);
    }
  }

  /** Runs this on this thread, of which nothing is to be in the log. */
  public static <T, E extends Exception> T silently(Silent<T, E> action) throws E {
    Map<String, String> before = MDC.getCopyOfContextMap();
    MDC.put(SILENT, "true");
    try {
      return action.run();
    } finally {
      MDC.setContextMap(before == null ? Map.of() : before);
    }
  }

  /** What is done without being told. It may add to the context of the log, but not clear it. */
  @FunctionalInterface
  public interface Silent<T, E extends Exception> {
    /** Does it. */
    T run() throws E;
  }

  /** Of the console and not of the context, which would ask it for every line that is not due. */
  private static Filter<ILoggingEvent> silence() {
    return new Filter<>() {
      @Override
      public FilterReply decide(ILoggingEvent event) {
        return event.getMDCPropertyMap().containsKey(SILENT)
            ? FilterReply.DENY
            : FilterReply.NEUTRAL;
      }
    };
  }

  private static Encoder<ILoggingEvent> json() {
    JsonEncoder encoder = new JsonEncoder();
    // The message as a person reads it, instead of its pattern and its arguments.
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    return encoder;
  }

  private static Encoder<ILoggingEvent> text() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(TEXT_PATTERN);
    return encoder;
  }
}
