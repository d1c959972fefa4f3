package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator whose clock is wrong. AWS's counts. */
final class ClockTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final Stand stand = new Stand();
  private final String execution = stand.running(Duration.ofHours(2));

  private Instant local() {
    return stand.aws().clock().instant();
  }

  private void request(Instant notAfter) {
    stand.request(Stand.spec("shop", execution).abandon(true).notAfter(notAfter).build());
  }

  private String message() {
    return stand.store().status().condition("Succeeded").map(Condition::message).orElse("");
  }

  @Test
  void aClockThatIsBehindSendsNoStopThatIsTooLate() {
    stand.aws().settings().clockDifference(TEN_MINUTES);
    Instant notAfter = local().plus(TEN_MINUTES).minusSeconds(60);
    request(notAfter);

    stand.runFor(Duration.ofSeconds(5));

    assertThat(Stand.reason(stand.store().status())).isEqualTo("Expired");
    assertThat(stand.aws().ledger().stops()).isEmpty();
    assertThat(message())
        .contains("until 2026-01-01T00:09:00Z", "2026-01-01T00:10:0", "2026-01-01T00:00:0");
  }

  @Test
  void aClockThatIsAheadLetsNothingExpireTooEarly() {
    stand.aws().settings().clockDifference(TEN_MINUTES.negated());
    request(local().minusSeconds(60));

    PipelineStopRequestStatus status = stand.runToTheEnd();

    assertThat(Stand.reason(status)).isEqualTo("Stopped");
    assertThat(stand.aws().ledger().acceptedStops(execution, StopMode.ABANDON)).hasSize(1);
    assertThat(stand.took()).as("by the clock that is ahead").isNegative();
  }

  @Test
  void aClockThatIsAheadLetsARequestExpireInTheEnd() {
    stand.aws().settings().clockDifference(TEN_MINUTES.negated());
    stand.aws().faults().on("StopPipelineExecution").accessDenied();
    request(local().minusSeconds(60));

    stand.runFor(Duration.ofMinutes(8));
    assertThat(Stand.reason(stand.store().status())).isEqualTo("AccessDenied");
    stand.runFor(Duration.ofMinutes(2));
    assertThat(Stand.reason(stand.store().status())).isEqualTo("Expired");
    assertThat(message()).contains("AWS's clock", "the operator's own, which is wrong");
  }

  @ParameterizedTest
  @ValueSource(longs = {-4, 0, 4})
  void aClockThatIsALittleWrongCountsAndIsNotSpokenOf(long seconds) {
    stand.aws().settings().clockDifference(Duration.ofSeconds(seconds));
    stand.aws().faults().on("StopPipelineExecution").accessDenied();
    Instant notAfter = local().plusSeconds(90);
    request(notAfter);

    stand.runFor(Duration.ofMinutes(2));

    assertThat(stand.store().status().finishedAt()).isEqualTo(notAfter);
    assertThat(message()).doesNotContain("AWS's clock");
  }

  @Test
  void aClockThatIsAheadHoldsNothingUp() {
    stand.aws().settings().clockDifference(Duration.ofHours(-2));
    stand.request("shop", execution, false);
    stand.runFor(Duration.ofMinutes(1));
    assertThat(Stand.reason(stand.store().status())).isEqualTo("Stopping");
    stand.abandon();
    stand.runFor(Duration.ofMinutes(1));
    assertThat(Stand.reason(stand.store().status())).isEqualTo("Stopped");
  }

  @Test
  void aDateOfAnotherCenturyIsIgnored() {
    stand.aws().settings().clockDifference(Duration.ofDays(365 * 200L));
    request(local().plusSeconds(90));
    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");
  }

  @Test
  void whatIsTooLateIsNotEvenLookedAtOnceTheTimeIsKnown() {
    stand.request("shop", execution, true);
    stand.runFor(Duration.ofMinutes(1));
    int calls = stand.aws().ledger().calls().size();

    stand.createAgain(
        Stand.spec("shop", execution).notAfter(local().minusSeconds(1)).build(), "uid-2");
    stand.runFor(Duration.ofMinutes(1));

    assertThat(Stand.reason(stand.store().status())).isEqualTo("Expired");
    assertThat(stand.aws().ledger().calls()).hasSize(calls);
  }
}
