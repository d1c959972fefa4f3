package dev.pipelinestop.reconcile;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.StopAnswer;
import dev.pipelinestop.simulator.StopSituation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Every stop is one line of the log: mode, attempt and answer. The documentation says so. */
final class RoundLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(StepTaker.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Stand stand = new Stand();
  private final String execution = running();

  private String running() {
    stand
        .aws()
        .pipeline("shop")
        .stage("Deploy", action("Update").provider("CloudFormation").takes(Duration.ofHours(2)));
    return stand.aws().place("shop", Placement.in("Deploy"));
  }

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  private List<String> stops() {
    stand.request("shop", execution, true);
    stand.round();
    return lines.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.startsWith("StopPipelineExecution"))
        .toList();
  }

  private void answers(StopAnswer answer) {
    stand.aws().stopAnswers().set(StopSituation.IN_PROGRESS, answer);
  }

  @Test
  void accepted() {
    assertThat(stops())
        .containsExactly("StopPipelineExecution (ABANDON, attempt attempt-1): accepted");
  }

  @Test
  void stoppingAlready() {
    answers(StopAnswer.DUPLICATED);

    assertThat(stops()).singleElement().asString().contains("attempt-1): stopping already: ");
  }

  @Test
  void notStoppable() {
    answers(StopAnswer.NOT_STOPPABLE);

    assertThat(stops()).singleElement().asString().contains("attempt-1): not stoppable: ");
  }

  @Test
  void refused() {
    stand.aws().faults().on("StopPipelineExecution").throttle();

    assertThat(stops()).singleElement().asString().contains("refused: ThrottlingException: ");
  }

  @Test
  void answerLost() {
    stand.aws().faults().on("StopPipelineExecution").loseAnswer();

    assertThat(stops()).singleElement().asString().contains("attempt-1): answer lost: ");
  }

  @Test
  void notSent() {
    stand.store().failAfter(0, MemoryRequestStore.Fault.DELETING);

    assertThat(stops()).singleElement().asString().endsWith("attempt-1): not sent");
  }
}
