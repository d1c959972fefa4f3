package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Looks that fail: said when it is worth it, tried again with growing pauses. */
class FailuresTest {
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  @ParameterizedTest
  @CsvSource({
    "THROTTLED, Throttled, 3",
    "BUSY, PipelineBusy, 3",
    "UNREACHABLE, Unreachable, 3",
    "NO_ANSWER, NoAnswer, 3",
    "NONSENSE, UnintelligibleAnswer, 3",
    "ACCESS_DENIED, AccessDenied, 1",
    "CREDENTIALS, InvalidCredentials, 1",
    "INVALID, InvalidCall, 1"
  })
  void isSaidFromSoManyOn(AwsFailure.Meaning meaning, String reason, int from) {
    for (int inARow = 1; inARow < from; inARow++) {
      run.lookFails(meaning, inARow);
      assertThat(run.writes()).isZero();
    }

    run.lookFails(meaning, from);

    assertThat(run.reason()).isEqualTo(reason);
    assertThat(run.message()).contains("it went wrong", "Code", "GetPipelineExecution");
    assertThat(run.conditionStatus("Reconciling")).isEqualTo("True");
    run.passes(60).lookFails(meaning, from + 1);
    assertThat(run.writes()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(AwsFailure.Meaning.class)
  void pausesGrowUpToABound(AwsFailure.Meaning meaning) {
    Duration last = Duration.ZERO;
    Duration bound =
        switch (meaning) {
          case ACCESS_DENIED, CREDENTIALS, INVALID -> Duration.ofSeconds(330);
          default -> Duration.ofSeconds(66);
        };
    for (int inARow = 1; inARow <= 5; inARow++) {
      Duration pause = pause(meaning, inARow);
      assertThat(pause).isGreaterThan(last).isLessThanOrEqualTo(bound);
      last = pause;
    }
    assertThat(pause(meaning, Integer.MAX_VALUE))
        .isBetween(bound.multipliedBy(10).dividedBy(11), bound);
  }

  private static Duration pause(AwsFailure.Meaning meaning, int inARow) {
    Instant now = ProtocolRun.CREATED;
    return Duration.between(now, Pace.nextTry("uid-1", meaning, inARow, now));
  }

  @Test
  void aLookThatSucceedsTakesItBack() {
    run.round();
    run.passes(5).lookFails(AwsFailure.Meaning.CREDENTIALS, 1);
    assertThat(run.reason()).isEqualTo("InvalidCredentials");

    run.passes(5).round();

    assertThat(run.reason()).isEqualTo("StopAccepted");
  }
}
