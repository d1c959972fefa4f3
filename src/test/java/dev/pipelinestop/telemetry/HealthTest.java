package dev.pipelinestop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class HealthTest {
  private static final Finding WATCHES = Finding.ok("the watch runs");
  private static final Finding NO_NAMESPACE = Finding.note("namespace a does not exist");
  private static final Finding STUCK = Finding.failed("a round is stuck");
  private static final Finding LATE = Finding.failed("requests are late");

  private List<Finding> findings = List.of(WATCHES);
  private final Health health = new Health("live", true, () -> findings);
  private final Logger logger = (Logger) LoggerFactory.getLogger(Health.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  private List<String> logged() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void everythingThatHoldsIsALine() {
    findings = List.of(WATCHES, NO_NAMESPACE);
    Page.Answer answer = health.answer();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("OK: the watch runs\nNOTE: namespace a does not exist\n");
    assertThat(answer.type()).startsWith("text/plain");
    assertThat(logged()).isEmpty();
  }

  @Test
  void oneThingThatDoesNotHoldIsEnough() {
    findings = List.of(WATCHES, STUCK);
    Page.Answer answer = health.answer();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).isEqualTo("OK: the watch runs\nFAILED: a round is stuck\n");
  }

  /** A container that is ended takes its answers with it: its log stays. */
  @Test
  void onlyAChangeIsLogged() {
    findings = List.of(WATCHES, STUCK, LATE);
    health.answer();
    health.answer();
    assertThat(logged())
        .containsExactly("The operator is not live: a round is stuck; requests are late");
    findings = List.of(WATCHES);
    health.answer();
    health.answer();
    assertThat(logged()).hasSize(2).last().isEqualTo("The operator is live");
  }

  @Test
  void whatIsExpectedAtFirstIsNoChange() {
    Health ready = new Health("ready", false, () -> List.of(STUCK));
    ready.answer();
    assertThat(logged()).isEmpty();
  }
}
