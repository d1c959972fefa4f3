package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** I2: at most one accepted stop per mode, although answers are lost. */
class LostAnswerTest {
  /** Freshness, timeout and settle period: so long an attempt may show an effect. */
  private static final Duration SETTLED = Duration.ofSeconds(10 + 8 + 30);

  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  @Test
  void nothingIsSentBeforeAnEffectWouldShow() {
    aws.answers(Sightings.lost());
    run.round();

    run.runFor(SETTLED.minusMillis(1));

    assertThat(aws.sent()).hasSize(1);
    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.UNKNOWN);
    assertThat(run.reason()).isEqualTo("OutcomeUnknown");
  }

  @Test
  void withoutATraceThereIsANewAttempt() {
    aws.answers(Sightings.lost());
    run.round();

    run.runFor(SETTLED);

    assertThat(aws.sent()).hasSize(2);
    assertThat(run.stop(StopMode.WAIT).attempts()).isEqualTo(2);
    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.ACCEPTED);
  }

  @Test
  void anotherProcessDiedWithItsAttempt() {
    run.roundUntilSend();

    run.runFor(SETTLED.minusMillis(1));
    assertThat(aws.sent()).isEmpty();

    run.runFor(Duration.ofMillis(1));
    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void aDeadAttemptIsUnknownOnceItCannotBeUnderWay() {
    run.roundUntilSend();
    run.runFor(Duration.ofSeconds(10));
    assertThat(run.stop(StopMode.WAIT).outcome()).isNull();

    run.runFor(Duration.ofSeconds(15));
    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.UNKNOWN);
  }

  @Test
  void theStatusIsATrace() {
    aws.answers(Sightings.lost());
    run.round();
    aws.shows("Stopping", Sightings.action("stack", "InProgress"));

    assertAdopted(StopMode.WAIT);
    assertThat(run.reason()).isEqualTo("Stopping");
  }

  @Test
  void theEndIsATrace() {
    aws.answers(Sightings.lost());
    run.round();
    aws.shows("Stopped");

    assertAdopted(StopMode.WAIT);
    assertThat(run.reason()).isEqualTo("Stopped");
  }

  @Test
  void aStageIsATrace() {
    aws.answers(Sightings.lost());
    run.round();
    aws.showsStage("Stopping");

    assertAdopted(StopMode.WAIT);
  }

  @Test
  void aStageOfAnEarlierStopIsNoTrace() {
    aws.showsStage("Stopped").answers(Sightings.lost());
    run.round();

    run.runFor(SETTLED);

    assertThat(aws.sent()).hasSize(2);
  }

  @Test
  void theStopTriggerIsATrace() {
    aws.answers(Sightings.lost());
    run.round();
    aws.showsStopTrigger("PipelineStopRequest team-a/stop-it");

    assertAdopted(StopMode.WAIT);
  }

  /**
   * Away for minutes, in which the execution was stopped and retried: what is in progress is not
   * lagging behind our stop any more, and is not abandoned as if it were.
   */
  @Test
  void aTraceThatIsFoundLateIsOfAStopThatWasAcceptedThen() {
    aws.answers(Sightings.lost());
    run.round();
    Instant attemptedAt = run.stop(StopMode.WAIT).attemptedAt();
    run.passes(Duration.ofMinutes(10));
    aws.shows(
            "InProgress",
            Sightings.started(Sightings.action("stack", "InProgress"), run.now().minusSeconds(60)))
        .showsStopTrigger("PipelineStopRequest team-a/stop-it");

    run.abandon().round();
    run.runFor(Duration.ofMinutes(2));

    assertThat(aws.sent()).hasSize(1);
    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.ACCEPTED);
    assertThat(run.stop(StopMode.WAIT).answeredAt()).isEqualTo(attemptedAt.plusSeconds(10 + 8));
  }

  @Test
  void theStopTriggerOfAnEarlierStopIsNoTrace() {
    aws.showsStopTrigger("some time ago").answers(Sightings.lost());
    run.round();

    run.runFor(SETTLED);

    assertThat(aws.sent()).hasSize(2);
  }

  @Test
  void theStopTriggerOfAnEarlierStopWithoutAReasonIsNoTrace() {
    aws.showsStopTrigger("").answers(Sightings.lost());
    run.round();

    run.runFor(SETTLED);

    assertThat(aws.sent()).hasSize(2);
  }

  @Test
  void abandonedActionsAreATraceOnlyBeyondThoseBefore() {
    var before = Sightings.abandoned("before", Sightings.LONG_AGO);
    var stack = Sightings.action("stack", "InProgress");
    aws.shows("InProgress", before, stack).answers(Sightings.lost());
    run.abandon().round();
    run.runFor(Duration.ofSeconds(20));
    assertThat(run.outcome(StopMode.ABANDON)).isEqualTo(StopOutcome.UNKNOWN);

    aws.shows("InProgress", before, Sightings.action("stack", "Abandoned"));

    assertAdopted(StopMode.ABANDON);
  }

  /** No look before the attempt has told which there were. */
  @Test
  void theFirstLookTellsNewAbandonedActionsByTheirTime() {
    aws.answers(Sightings.lost());
    run.abandon().round();
    Instant attempt = run.stop(StopMode.ABANDON).attemptedAt();

    aws.shows("InProgress", Sightings.abandoned("stack", attempt.minusMillis(8001)));
    run.passes(1).round();
    assertThat(run.outcome(StopMode.ABANDON)).isEqualTo(StopOutcome.UNKNOWN);

    run.runFor(SETTLED);
    assertThat(aws.sent()).hasSize(2);
    assertThat(run.outcome(StopMode.ABANDON)).isEqualTo(StopOutcome.ACCEPTED);
  }

  /** AWS's time and ours may differ by so much. */
  @Test
  void anAbandonedActionOfAboutThatTimeIsATrace() {
    aws.answers(Sightings.lost());
    run.abandon().round();
    Instant attempt = run.stop(StopMode.ABANDON).attemptedAt();

    aws.shows("InProgress", Sightings.abandoned("stack", attempt.minusSeconds(8)));

    assertAdopted(StopMode.ABANDON);
  }

  /** Rather none than a second stop. */
  @Test
  void anAbandonedActionWithoutATimeIsATrace() {
    aws.answers(Sightings.lost());
    run.abandon().round();

    aws.shows("InProgress", Sightings.action("stack", "Abandoned"));

    assertAdopted(StopMode.ABANDON);
  }

  @Test
  void stoppingIsNoTraceOfAnAbandonAfterAWait() {
    var stack = Sightings.action("stack", "InProgress");
    aws.answers(new StopAnswer.Accepted(), Sightings.lost());
    run.round();
    aws.shows("Stopping", stack);
    run.abandon().passes(5).round();
    assertThat(aws.sent()).hasSize(2);

    run.runFor(SETTLED.minusMillis(1));
    assertThat(run.outcome(StopMode.ABANDON)).isEqualTo(StopOutcome.UNKNOWN);
    assertThat(aws.sent()).hasSize(2);

    aws.shows("Stopping", Sightings.action("stack", "Abandoned"));
    assertAdopted(StopMode.ABANDON);
    assertThat(aws.sent()).hasSize(2);
  }

  @Test
  void aLostAbandonIsWaitedForAlthoughAWaitWasLostBefore() {
    aws.answers(Sightings.lost(), Sightings.lost());
    run.round();
    run.abandon().runFor(SETTLED);
    assertThat(aws.sent()).extracting(NextStep.SendStop::mode).endsWith(StopMode.ABANDON);

    run.runFor(SETTLED.minusMillis(1));

    assertThat(aws.sent()).hasSize(2);
    assertThat(run.reason()).isEqualTo("OutcomeUnknown");
  }

  @Test
  void theEffectOfAnAbandonIsNoTraceOfAWaitGivenUpBefore() {
    aws.answers(Sightings.lost());
    run.round();
    run.abandon().runFor(SETTLED);
    assertThat(run.outcome(StopMode.ABANDON)).isEqualTo(StopOutcome.ACCEPTED);

    aws.shows("Stopping", Sightings.action("stack", "Abandoned"));
    run.round();

    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.UNKNOWN);
  }

  @Test
  void theAnswerIsMergedAfterSomebodyElseWrote() {
    NextStep.SendStop sent = run.roundUntilSend();
    run.passes(3).round();

    run.answer(sent, new StopAnswer.Accepted());

    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.ACCEPTED);
    assertThat(run.status().stoppingSince()).isEqualTo(run.now());
  }

  @Test
  void anAnswerDoesNotTakeBackAnEffectThatWasSeen() {
    NextStep.SendStop sent = run.roundUntilSend();
    aws.shows("Stopping");
    run.passes(3).round();

    run.answer(sent, Sightings.lost());

    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.ACCEPTED);
    assertThat(run.reason()).isEqualTo("Stopping");
  }

  @Test
  void theAnswerToAnOlderAttemptIsNotThatOfTheNewOne() {
    NextStep.SendStop old = run.roundUntilSend();
    run.passes(SETTLED).roundUntilSend();

    run.answer(old, Sightings.refused(AwsFailure.Meaning.BUSY));

    assertThat(run.stop(StopMode.WAIT).outcome()).isNull();
  }

  @Test
  void aRetriedExecutionIsNotStoppedTwiceWhereAnAbandonedActionTells() {
    aws.answers(Sightings.lost());
    run.abandon().round();
    aws.shows(
        "InProgress",
        Sightings.action("stack", "Abandoned"),
        Sightings.started(Sightings.action("again", "InProgress"), run.now().plusSeconds(20)));

    run.passes(SETTLED).runFor(Duration.ofMinutes(10));

    assertThat(aws.sent()).hasSize(1);
    assertThat(run.outcome(StopMode.ABANDON)).isEqualTo(StopOutcome.ACCEPTED);
  }

  @Test
  void nothingIsSentWhileAnotherProcessMaySend() {
    run.roundUntilSend();

    run.passes(1).round();

    assertThat(aws.sent()).isEmpty();
    assertThat(run.stop(StopMode.WAIT).attempts()).isEqualTo(1);
  }

  private void assertAdopted(StopMode mode) {
    int sent = aws.sent().size();
    run.passes(1).round();
    assertThat(run.outcome(mode)).isEqualTo(StopOutcome.ACCEPTED);
    assertThat(run.status().stoppingSince()).isNotNull();
    assertThat(aws.sent()).hasSize(sent);
  }
}
