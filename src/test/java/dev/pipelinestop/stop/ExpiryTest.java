package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.StopMode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I7: no first stop after the bound; what is in effect or unknown by then is seen to its end. */
class ExpiryTest {
  private final ActionSighting stack = Sightings.action("stack", "InProgress");
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  @Test
  void aRequestThatNobodyLookedAtInTimeExpiresWithoutALook() {
    run.at(ProtocolRun.NOT_AFTER);

    assertThat(run.round()).isInstanceOf(NextStep.Finished.class);

    assertThat(run.reason()).isEqualTo("Expired");
    assertThat(run.conditionStatus("Stopped")).isEqualTo("Unknown");
  }

  @Test
  void theLastFirstStopHasTheBoundAsItsDeadline() {
    run.at(ProtocolRun.NOT_AFTER.minusSeconds(1)).round();

    assertThat(aws.sent().getFirst().notAfter()).isEqualTo(ProtocolRun.NOT_AFTER);
  }

  @Test
  void aLookThatCrossesTheBoundExpires() {
    run.at(ProtocolRun.NOT_AFTER.minusSeconds(1)).lookTakes(Duration.ofSeconds(2)).round();

    assertThat(aws.sent()).isEmpty();
    assertThat(run.reason()).isEqualTo("Expired");
  }

  @Test
  void whatKeptItIsSaid() {
    for (int i = 0; i < 200; i++) {
      aws.answers(Sightings.notStoppable());
    }

    run.runFor(Duration.ofMinutes(61));

    assertThat(run.reason()).isEqualTo("Expired");
    assertThat(run.status().finishedAt()).isEqualTo(ProtocolRun.NOT_AFTER);
    assertThat(run.message()).contains("no action in progress");
  }

  @Test
  void anAttemptWhoseOutcomeIsUnknownIsSettledFirst() {
    aws.answers(Sightings.lost());
    run.at(ProtocolRun.NOT_AFTER.minusSeconds(5)).round();

    run.passes(10).round();
    assertThat(run.reason()).isEqualTo("OutcomeUnknown");

    run.runFor(Duration.ofSeconds(60));
    assertThat(run.reason()).isEqualTo("Expired");
    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void anAttemptWhoseEffectShowsAfterTheBoundIsSeenToItsEnd() {
    aws.answers(Sightings.lost());
    run.at(ProtocolRun.NOT_AFTER.minusSeconds(5)).round();
    aws.shows("Stopping", stack);
    run.passes(20).round();
    assertThat(run.reason()).isEqualTo("Stopping");

    aws.shows("Stopped");
    run.runFor(Duration.ofMinutes(5));
    assertThat(run.reason()).isEqualTo("Stopped");
  }

  @Test
  void aStopInEffectDoesNotExpire() {
    run.round();
    aws.shows("Stopping", stack);

    run.runFor(Duration.ofDays(3));

    assertThat(run.reason()).isEqualTo("Stopping");
  }

  @Test
  void anEndThatWasSeenBeforeTheBoundIsTheResult() {
    aws.answers(Sightings.refused(AwsFailure.Meaning.BUSY));
    run.at(ProtocolRun.NOT_AFTER.minusSeconds(5)).round();
    aws.shows("Failed", stack);
    run.passes(2).round();

    run.runFor(Duration.ofMinutes(2));

    assertThat(run.reason()).isEqualTo("ExecutionFailed");
  }

  @Test
  void aFailingLookExpires() {
    run.at(ProtocolRun.NOT_AFTER.minusSeconds(5));
    NextStep next = run.lookFails(AwsFailure.Meaning.ACCESS_DENIED, 4);

    assertThat(next).isEqualTo(new NextStep.WaitUntil(ProtocolRun.NOT_AFTER));
    run.at(ProtocolRun.NOT_AFTER).round();
    assertThat(run.reason()).isEqualTo("Expired");
    assertThat(run.message()).contains("it went wrong");
  }

  @Test
  void aLookThatFailsAtTheBoundExpires() {
    run.at(ProtocolRun.NOT_AFTER);

    assertThat(run.lookFails(AwsFailure.Meaning.THROTTLED, 1))
        .isInstanceOf(NextStep.Finished.class);

    assertThat(run.reason()).isEqualTo("Expired");
  }

  @Test
  void anotherAccountExpires() {
    aws.answers(Sightings.refused(AwsFailure.Meaning.BUSY));
    run.round();

    run.inAccount("444455556666").runFor(Duration.ofMinutes(61));

    assertThat(run.reason()).isEqualTo("Expired");
    assertThat(run.stop(StopMode.WAIT).attempts()).isEqualTo(1);
  }

  @Test
  void anUnknownStatusExpires() {
    aws.shows("Paused");

    run.runFor(Duration.ofMinutes(61));

    assertThat(run.reason()).isEqualTo("Expired");
  }

  @Test
  void anUnknownFieldIsNeverActedOn() {
    assertThat(run.unknownField("stageGroup").round()).isInstanceOf(NextStep.Idle.class);

    assertThat(run.reason()).isEqualTo("UnsupportedField");
    assertThat(run.message()).contains("stageGroup");
    int writes = run.writes();
    run.passes(Duration.ofHours(2)).round();
    assertThat(run.writes()).isEqualTo(writes);
    assertThat(aws.sent()).isEmpty();
  }

  @Test
  void theRequestItselfSaysHowLong() {
    Instant early = ProtocolRun.CREATED.plusSeconds(90);
    run.asks(spec -> spec.notAfter(early));

    run.at(early.minusSeconds(1)).round();
    assertThat(aws.sent().getFirst().notAfter()).isEqualTo(early);
  }

  @Test
  void aBoundInThePastMeansNeverAndCostsNoCall() {
    run.asks(spec -> spec.notAfter(ProtocolRun.CREATED.minusSeconds(1)));

    assertThat(run.round()).isInstanceOf(NextStep.Finished.class);

    assertThat(aws.sent()).isEmpty();
    assertThat(run.message()).contains("until 2026-11-22T09:59:59Z");
  }

  @Test
  void whatExpiresByACorrectedClockNamesBothTimes() {
    run.clockBehind(Duration.ofMinutes(-7)).at(ProtocolRun.NOT_AFTER).round();

    assertThat(run.message())
        .contains(
            "until 2026-11-22T11:00:00Z",
            "2026-11-22T11:00:00Z by AWS's clock",
            "2026-11-22T11:07:00Z by the operator's own");
  }

  @Test
  void aStatusThatIsNotKnownKeepsNoRequestBeyondItsBound() {
    run.clockUnknown().at(ProtocolRun.NOT_AFTER);
    aws.shows("Pausing");

    run.round();

    assertThat(run.reason()).isEqualTo("Expired");
    assertThat(aws.sent()).isEmpty();
  }

  @Test
  void onAClockThatNobodyHasComparedNothingExpiresWithoutALook() {
    run.clockUnknown().at(ProtocolRun.NOT_AFTER);
    aws.shows("Stopped");

    run.round();

    assertThat(run.reason()).isEqualTo("AlreadyStopped");
  }

  @Test
  void norIsAnythingSentOnIt() {
    run.clockUnknown().at(ProtocolRun.NOT_AFTER).round();

    assertThat(run.reason()).isEqualTo("Expired");
    assertThat(aws.sent()).isEmpty();
  }

  /** Somebody else's stop, first seen when a first one of ours would be late. */
  @Test
  void norIsTheStopOfSomebodyElseEscalatedOnIt() {
    aws.shows("Stopping", stack);
    run.abandon().clockUnknown().at(ProtocolRun.NOT_AFTER.plus(Duration.ofDays(3))).round();

    assertThat(aws.sent()).isEmpty();
    assertThat(run.reason()).isEqualTo("Expired");
  }

  @Test
  void norDoesItsDeadlineBeginThen() {
    aws.shows("Stopping", stack);
    run.asks(spec -> spec.abandonAfter("1m"));
    run.clockUnknown().at(ProtocolRun.NOT_AFTER.plus(Duration.ofDays(3)));
    run.runFor(Duration.ofMinutes(5));

    assertThat(aws.sent()).isEmpty();
    assertThat(run.reason()).isEqualTo("Expired");
  }

  @Test
  void norIsTheExecutionInTheStageThenOneToStop() {
    aws.shows("Stopping", stack)
        .showsInStage(Sightings.inStage(ProtocolRun.EXECUTION, "InProgress"));
    run.asksForStage("Deploy").abandon();
    run.clockUnknown().at(ProtocolRun.NOT_AFTER.plus(Duration.ofDays(3))).round();

    assertThat(aws.sent()).isEmpty();
    assertThat(run.reason()).isEqualTo("Expired");
  }

  @ParameterizedTest
  @ValueSource(strings = {"InProgress", "Stopping"})
  void norDoesADryRunSayThatItWouldStop(String shown) {
    aws.shows(shown, stack);
    run.asks(spec -> spec.dryRun(true));
    run.clockUnknown().at(ProtocolRun.NOT_AFTER.plus(Duration.ofDays(3))).round();

    assertThat(run.reason()).isEqualTo("Expired");
  }

  @Test
  void whereAwsCannotBeAskedItCountsAfterAWhile() {
    run.clockUnknown().at(ProtocolRun.NOT_AFTER).lookFails(AwsFailure.Meaning.ACCESS_DENIED, 2);
    assertThat(run.reason()).isEqualTo("AccessDenied");

    run.passes(30).lookFails(AwsFailure.Meaning.ACCESS_DENIED, 3);
    assertThat(run.reason()).isEqualTo("Expired");
  }

  @Test
  void aLaterBoundThanTheDefaultIsTheBound() {
    Instant late = ProtocolRun.NOT_AFTER.plus(Duration.ofHours(5));
    run.asks(spec -> spec.notAfter(late));

    run.at(late.minusSeconds(1)).round();
    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void noPauseOutlastsTheBound() {
    Instant bound = ProtocolRun.CREATED.plusSeconds(100);
    run.asks(spec -> spec.notAfter(bound)).at(bound.minusSeconds(3));

    NextStep next = run.lookFails(AwsFailure.Meaning.ACCESS_DENIED, 4);

    assertThat(next).isEqualTo(new NextStep.WaitUntil(bound));
  }
}
