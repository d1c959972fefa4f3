package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** I5: no abandon unless the user wants it, and then at most one. */
class EscalationTest {
  private final ActionSighting stack = Sightings.action("stack", "InProgress");
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  @Test
  void aWaitIsNotEscalatedByItself() {
    aws.shows("Stopping", stack, Sightings.approval("approve"));

    run.runFor(Duration.ofHours(8));

    assertThat(aws.sent()).isEmpty();
  }

  @Test
  void beforeAWaitWasSentItIsSkipped() {
    run.abandon().round();

    assertThat(aws.sent()).extracting(NextStep.SendStop::mode).containsExactly(StopMode.ABANDON);
    assertThat(run.status().stops()).hasSize(1);
  }

  @Test
  void aWaitThatWasRefusedIsFollowedByAnAbandonAtOnce() {
    aws.answers(Sightings.refused(AwsFailure.Meaning.BUSY));
    run.round();

    run.abandon().passes(Duration.ofMillis(100)).round();

    assertThat(aws.sent())
        .extracting(NextStep.SendStop::mode)
        .containsExactly(StopMode.WAIT, StopMode.ABANDON);
  }

  @Test
  void aWaitThatIsStoppingIsEscalatedOnce() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(5).round();

    run.abandon().round();
    run.runFor(Duration.ofMinutes(10));

    assertThat(aws.sent())
        .extracting(NextStep.SendStop::mode)
        .containsExactly(StopMode.WAIT, StopMode.ABANDON);
    assertThat(run.reason()).isEqualTo("Abandoning");
  }

  @Test
  void aWaitWhoseEffectDoesNotShowYetIsEscalated() {
    run.round();

    run.abandon().passes(5).round();

    assertThat(aws.sent()).hasSize(2);
  }

  @Test
  void aWaitWhoseAnswerWasLostIsSettledFirst() {
    aws.answers(Sightings.lost());
    run.round();

    run.abandon().passes(5).round();
    assertThat(aws.sent()).hasSize(1);

    aws.shows("Stopping", stack);
    run.passes(2).round();
    assertThat(aws.sent()).hasSize(2);
    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.ACCEPTED);
  }

  /** The process died between recording the wait and sending it. */
  @Test
  void aWaitThatNobodyAnswersForIsUnknownWhenItIsEscalated() {
    run.roundUntilSend();

    run.abandon().passes(48).round();

    assertThat(aws.sent()).extracting(NextStep.SendStop::mode).containsExactly(StopMode.ABANDON);
    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.UNKNOWN);
  }

  @Test
  void aStopBySomebodyElseIsEscalated() {
    aws.shows("Stopping", stack);
    run.round();

    run.abandon().passes(5).round();

    assertThat(aws.sent()).extracting(NextStep.SendStop::mode).containsExactly(StopMode.ABANDON);
  }

  @Test
  void aStopInEffectIsEscalatedAfterTheBoundOfAFirstStop() {
    run.round();
    aws.shows("Stopping", stack);
    run.runFor(Duration.ofHours(2));

    run.abandon().round();

    assertThat(aws.sent()).hasSize(2);
  }

  @Test
  void nothingIsEscalatedAfterTheEnd() {
    run.round();
    aws.shows("Stopped", stack);
    run.passes(5).round();

    run.abandon().passes(2).round();

    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void anAbandonThatCannotBeSentYetIsTriedAgainWithGrowingPauses() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(5).round();
    for (int i = 0; i < 5; i++) {
      aws.answers(Sightings.notStoppable());
    }

    run.abandon().runFor(Duration.ofMinutes(5));

    assertThat(aws.sent()).hasSize(7);
    assertThat(run.stop(StopMode.ABANDON).attempts()).isEqualTo(6);
    assertThat(run.outcome(StopMode.ABANDON)).isEqualTo(StopOutcome.ACCEPTED);
  }
}
