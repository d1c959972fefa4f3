package dev.pipelinestop.reconcile;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a request is looked at again, and what looks that fail lead to. */
final class PausesTest {
  private final Stand stand = new Stand();
  private final String execution = stand.running(Duration.ofHours(2));

  private Instant due() {
    return stand.runner().due(stand.store().get()).orElseThrow();
  }

  /** A round, and the pause after it. */
  private void roundAndPause() {
    stand.aws().clock().advanceTo(stand.round().orElseThrow());
  }

  @Test
  void nothingIsDueBeforeItsTimeButAnEditOfTheSpec() {
    stand.request("shop", execution, false);
    assertThat(due()).isEqualTo(stand.now());

    Instant next = stand.round().orElseThrow();
    assertThat(next).isAfter(stand.now());
    assertThat(due()).isEqualTo(next);

    stand.store().change(request -> request);
    assertThat(due()).as("after an edit of a label").isEqualTo(next);

    stand.abandon();
    assertThat(due()).as("after an edit of the spec").isEqualTo(stand.now());
  }

  @Test
  void itIsDueWhenItsTimeHasCome() {
    stand.request("shop", execution, false);
    Instant next = stand.round().orElseThrow();

    stand.aws().clock().advanceTo(next);

    assertThat(due()).isEqualTo(next);
  }

  /** Two failures are not said; the third in a row is, whichever call of the look it is. */
  @ParameterizedTest
  @ValueSource(strings = {"GetCallerIdentity", "GetPipelineExecution", "ListActionExecutions"})
  void theThirdFailureInARowIsSaid(String operation) {
    stand.aws().faults().on(operation).times(3).error("ConflictException");
    stand.request("shop", execution, false);

    roundAndPause();
    roundAndPause();
    assertThat(stand.told()).isEmpty();
    roundAndPause();
    assertThat(stand.told()).containsExactly(" -> PipelineBusy");

    stand.abandon();
    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");
  }

  @Test
  void aWholeLookEndsTheRow() {
    stand.request("shop", execution, false);
    stand.round();
    for (int i = 0; i < 3; i++) {
      stand.aws().faults().on("ListActionExecutions").times(2).error("ConflictException");
      roundAndPause();
      roundAndPause();
      roundAndPause();
    }

    assertThat(stand.aws().ledger().countsByAnswer()).containsEntry("ConflictException", 6L);
    assertThat(stand.told()).noneMatch(change -> change.contains("PipelineBusy"));
  }

  @Test
  void pausesGrowFromOneFailureToTheNext() {
    stand.aws().faults().on("GetPipelineExecution").times(5).error("ConflictException");
    stand.request("shop", execution, false);
    Duration last = Duration.ZERO;
    for (int i = 0; i < 5; i++) {
      Instant next = stand.round().orElseThrow();
      Duration pause = Duration.between(stand.now(), next);
      assertThat(pause).isGreaterThan(last);
      last = pause;
      stand.aws().clock().advanceTo(next);
    }
  }

  @Test
  void aLookThatFailsIsNoReasonToReadTheRequestAgain() {
    stand.aws().faults().on("GetPipelineExecution").times(2).error("ConflictException");
    stand.request("shop", execution, false);

    roundAndPause();
    roundAndPause();

    assertThat(stand.store().written()).isEmpty();
    assertThat(stand.store().reads()).isEqualTo(1);
  }

  @Test
  void whatWasReadIsShown() {
    stand.request("shop", execution, false);
    stand.runFor(Duration.ofSeconds(10));

    var status = stand.store().status();
    assertThat(status.stages()).extracting(stage -> stage.name()).containsExactly("Deploy");
    assertThat(status.inProgressActions())
        .extracting(action -> action.action())
        .containsExactly("Update");
    assertThat(status.stopTriggerReason()).isNull();
  }

  /** AWS shows the old end of a run for a second after somebody has retried it. */
  @Test
  void aRequestThatIsMadeRightAfterARetryStopsTheNewRun() {
    stand.stop("shop", execution);
    stand.passes(Duration.ofMinutes(1));
    stand.retry("shop", "Deploy", execution);
    stand.passes(Duration.ofMillis(200));
    stand.request("shop", execution, true);

    stand.round();
    assertThat(Stand.reason(stand.store().status())).isEqualTo("Settling");

    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");
    assertThat(stand.aws().ledger().stops()).as("one by hand, one for the request").hasSize(2);
  }
}
