package dev.pipelinestop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.reconcile.Agenda;
import dev.pipelinestop.reconcile.Watches;
import dev.pipelinestop.telemetry.Page;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the operator is live, and when it is ready. */
final class OperatorHealthTest {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private Duration step = Duration.ZERO;
  private Agenda.Late late = new Agenda.Late(0, Duration.ZERO);
  private Watches.Watch watch = new Watches.Watch("namespace a", true, true, Duration.ZERO);
  private final OperatorHealth health =
      new OperatorHealth(
          new OperatorHealth.Signs(() -> 3, () -> step, () -> late, () -> List.of(watch)));

  @BeforeEach
  void itRuns() {
    health.running();
  }

  private void isLive() {
    assertThat(health.live().answer()).extracting(Page.Answer::status).isEqualTo(200);
  }

  private void isNotLive(String because) {
    Page.Answer answer = health.live().answer();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text().lines().filter(line -> line.startsWith("FAILED: ")))
        .singleElement()
        .asString()
        .contains(because);
  }

  @Test
  void everythingIsSaidInALineEach() {
    assertThat(health.live().answer().text())
        .isEqualTo(
            """
            OK: rounds in progress: 3, longest at its step for 0 s (at most 600 s)
            OK: requests that are due and were not taken up: 0, for 0 s (at most 180 s)
            OK: watch of namespace a runs
            """);
  }

  @Test
  void aStepThatDoesNotEndIsDeath() {
    step = OperatorHealth.LONGEST_STEP;
    isLive();
    step = OperatorHealth.LONGEST_STEP.plus(MOMENT);
    isNotLive("rounds in progress: 3");
  }

  @Test
  void requestsThatAreNotTakenUpAreDeath() {
    late = new Agenda.Late(2, OperatorHealth.LATEST);
    isLive();
    late = new Agenda.Late(2, OperatorHealth.LATEST.plus(MOMENT));
    isNotLive("not taken up: 2, for 181 s");
  }

  @Test
  void aWatchThatHasEndedIsDeath() {
    watch = new Watches.Watch("namespace a", false, true, Duration.ZERO);
    isNotLive("watch of namespace a has ended");
  }

  @Test
  void aWatchThatIsDeafIsDeath() {
    watch = new Watches.Watch("namespace a", true, true, OperatorHealth.DEAFEST);
    isLive();
    watch = new Watches.Watch("namespace a", true, true, OperatorHealth.DEAFEST.plus(MOMENT));
    isNotLive("watch of namespace a has been broken for 121 s");
  }

  /** Nothing is handed over yet, or any more: nothing is missed. */
  @Test
  void whileItStartsAndStopsOnlyItsRoundsCount() {
    late = new Agenda.Late(2, Duration.ofHours(1));
    watch = new Watches.Watch("namespace a", false, false, Duration.ofHours(1));
    health.stopping();
    isLive();
    OperatorHealth young =
        new OperatorHealth(
            new OperatorHealth.Signs(() -> 0, () -> step, () -> late, () -> List.of(watch)));
    assertThat(young.live().answer().status()).isEqualTo(200);
    assertThat(young.ready().answer())
        .isEqualTo(
            new Page.Answer(
                503, "text/plain; charset=utf-8", "FAILED: starting: does not watch yet\n"));
  }

  @Test
  void itIsReadyWhenEveryRequestIsKnown() {
    assertThat(health.ready().answer().text()).isEqualTo("OK: requests of namespace a are known\n");
    watch = new Watches.Watch("namespace a", true, false, Duration.ZERO);
    assertThat(health.ready().answer())
        .extracting(Page.Answer::status, Page.Answer::text)
        .containsExactly(503, "FAILED: requests of namespace a were not listed yet\n");
  }

  @Test
  void oneThatStopsIsNotReady() {
    health.stopping();
    assertThat(health.ready().answer().text())
        .isEqualTo("FAILED: stopping: takes no work any more\n");
  }
}
