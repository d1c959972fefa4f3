package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import dev.pipelinestop.codepipeline.CallGate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A process that loses the right to call AWS, at any moment, and the one that goes on. */
final class LostLeaseTest {

  /** Open as often as this, then shut for ever. Notes what had arrived at AWS by then. */
  private static final class Closing implements CallGate {
    private final Stand stand;
    private int left;
    private long callsWhenShut = -1;

    Closing(Stand stand, int times) {
      this.stand = stand;
      this.left = times;
    }

    @Override
    public boolean isOpen() {
      if (left > 0) {
        left--;
        return true;
      }
      if (callsWhenShut < 0) {
        callsWhenShut = calls(stand);
      }
      return false;
    }

    boolean hasShut() {
      return callsWhenShut >= 0;
    }
  }

  private static long calls(Stand stand) {
    return stand.aws().ledger().calls().size();
  }

  @Test
  void fromThenOnNothingIsCalledAndTheNextOneStopsItOnce() {
    int asked = 0;
    boolean shut = true;
    while (shut) {
      Stand stand = new Stand();
      String execution = stand.running(Duration.ofHours(2));
      Closing gate = new Closing(stand, asked);
      stand.restartBehind(gate);
      stand.request("shop", execution, true);
      for (int round = 0; round < 10 && !gate.hasShut(); round++) {
        var unused = stand.round();
        stand.passes(Duration.ofSeconds(3));
      }
      shut = gate.hasShut();
      if (shut) {
        assertThat(stand.round()).as("it would look again").isPresent();
        assertThat(calls(stand))
            .as("calls after asking %d times", asked)
            .isEqualTo(gate.callsWhenShut);
        assertThat(stand.told())
            .as("of what it could not ask it says nothing")
            .noneMatch(change -> change.matches(".*(UnintelligibleAnswer|Unreachable).*"));
      }

      stand.restartBehind(CallGate.OPEN);
      PipelineStopRequestStatus status = stand.runToTheEnd();
      assertThat(Stand.reason(status)).isEqualTo("Stopped");
      assertThat(stand.aws().ledger().stops()).as("after asking %d times", asked).hasSize(1);
      assertThat(stand.aws().ledger().acceptedStops(execution, StopMode.ABANDON)).hasSize(1);
      asked++;
    }
    assertThat(asked).as("moments that were tried").isGreaterThan(15);
  }

  @Test
  void aStopThatWasRecordedAndNotSentIsRecordedAsThat() {
    Stand stand = new Stand();
    String execution = stand.running(Duration.ofHours(2));
    stand.restartBehind(() -> stand.store().writes() == 0);
    stand.request("shop", execution, true);

    var unused = stand.round();

    assertThat(stand.aws().ledger().stops()).isEmpty();
    assertThat(stand.store().status().stop(StopMode.ABANDON).orElseThrow().outcome())
        .as("the next one need not wait for the effect of a stop that was never sent")
        .isEqualTo(StopOutcome.REFUSED);
  }
}
