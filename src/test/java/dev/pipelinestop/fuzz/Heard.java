package dev.pipelinestop.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What the operator logs until this is closed. */
final class Heard implements AutoCloseable {
  private static final Pattern IN_A_ROW = Pattern.compile("failed, (\\d+) in a row");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]");

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.pipelinestop.reconcile");
  private final Level before = logger.getLevel();
  private final boolean additive = logger.isAdditive();
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  Heard() {
    appender.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(appender);
  }

  List<String> lines() {
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** How many looks had failed one after the other when the last line was written. */
  int failuresInARow() {
    if (appender.list.isEmpty()) {
      return 0;
    }
    return IN_A_ROW
        .matcher(lines().getLast())
        .results()
        .map((MatchResult match) -> Integer.parseInt(match.group(1)))
        .findFirst()
        .orElse(0);
  }

  /** Errors, and what would not be one line on a terminal. */
  Stream<String> unprintable() {
    return appender.list.stream()
        .filter(
            event ->
                event.getLevel().isGreaterOrEqual(Level.ERROR)
                    || UNPRINTABLE.matcher(event.getFormattedMessage()).find())
        .map(event -> "logged: " + event.getLevel() + " " + event.getFormattedMessage());
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setAdditive(additive);
    logger.setLevel(before);
  }
}
