package dev.pipelinestop.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * What the operator logs as errors during a run, which is on one thread. Nothing of its log is
 * printed meanwhile.
 */
final class Errors extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("dev.pipelinestop");
  private static int open;

  private final Thread thread = Thread.currentThread();
  private final List<String> errors = new ArrayList<>();

  Errors() {
    start();
    LOGGER.addAppender(this);
    count(1);
  }

  private static synchronized void count(int change) {
    open += change;
    LOGGER.setLevel(open == 0 ? null : Level.ERROR);
    LOGGER.setAdditive(open == 0);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (Thread.currentThread().equals(thread)) {
      var thrown = event.getThrowableProxy();
      errors.add(
          event.getFormattedMessage()
              + (thrown == null ? "" : ": " + thrown.getClassName() + ": " + thrown.getMessage()));
    }
  }

  void requireNone() {
    Oracle.NO_ERROR.requires(errors.isEmpty(), () -> "%s".formatted(errors));
  }

  @Override
  public void close() {
    LOGGER.detachAppender(this);
    count(-1);
    stop();
  }
}
