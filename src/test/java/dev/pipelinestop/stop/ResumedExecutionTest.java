package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.StopMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** InProgress after a stop: lag at first, then somebody's retry, which is never stopped. */
class ResumedExecutionTest {
  private final ActionSighting stack = Sightings.action("stack", "InProgress");
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  @Test
  void inProgressSoonAfterAcceptanceSaysNothing() {
    run.round();

    run.runFor(Duration.ofSeconds(29));

    assertThat(run.reason()).isEqualTo("StopAccepted");
    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void whatWasSeenIsNotTakenBackByLag() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(2).round();

    aws.shows("InProgress", stack);
    run.passes(2).round();

    assertThat(run.status().executionStatus()).isEqualTo("Stopping");
    assertThat(run.reason()).isEqualTo("Stopping");
  }

  @Test
  void aRetryIsConfirmedByASecondLook() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(2).round();
    aws.shows("InProgress", stack);

    run.passes(31).round();
    assertThat(run.reason()).isEqualTo("ConfirmingResume");
    assertThat(run.status().resumedSince()).isEqualTo(run.now());

    run.runFor(Duration.ofSeconds(5));
    assertThat(run.reason()).isEqualTo("ExecutionResumed");
    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void aRetryThatASecondLookDeniesIsNone() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(2).round();
    aws.shows("InProgress", stack);
    run.passes(31).round();

    aws.shows("Stopping", stack);
    run.passes(2).round();

    assertThat(run.reason()).isEqualTo("Stopping");
    assertThat(run.status().resumedSince()).isNull();
  }

  @Test
  void anAcceptedStopWithoutEffectIsNeverSentAgain() {
    run.round();

    run.runFor(Duration.ofHours(3));

    assertThat(aws.sent()).hasSize(1);
    assertThat(run.reason()).isEqualTo("StopAccepted");
    assertThat(run.message()).contains("Nothing more is sent");
  }

  @Test
  void anAcceptedWaitWithoutEffectIsNotEscalatedAfterTheLag() {
    run.round();
    run.runFor(Duration.ofSeconds(31));

    run.abandon().runFor(Duration.ofMinutes(5));

    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void aResumedExecutionIsNotEscalated() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(2).round();
    aws.shows("InProgress", stack);
    run.passes(31).round();

    run.abandon().passes(1).round();

    assertThat(run.reason()).isEqualTo("ExecutionResumed");
    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void inProgressAfterStoppingIsNotWhatAnEscalationRestsOn() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(2).round();
    aws.shows("InProgress", stack);

    run.abandon().passes(2).round();
    assertThat(aws.sent()).hasSize(1);

    aws.shows("Stopping", stack);
    run.passes(2).round();
    assertThat(aws.sent()).extracting(NextStep.SendStop::mode).endsWith(StopMode.ABANDON);
  }

  @Test
  void whatStartsAfterAnAbandonWasRetried() {
    run.abandon().round();
    aws.shows(
        "InProgress",
        Sightings.action("stack", "Abandoned"),
        Sightings.started(stack, run.now().plusSeconds(10)));

    run.passes(40).runFor(Duration.ofSeconds(10));

    assertThat(run.reason()).isEqualTo("ExecutionResumed");
  }

  @Test
  void whatRanBeforeTheAbandonWasNotRetried() {
    run.abandon().round();
    aws.shows("InProgress", Sightings.action("other", "Abandoned"), stack);

    run.passes(40).round();

    assertThat(run.reason()).isEqualTo("StopAccepted");
  }

  /** It may have been on its way when the abandon came. */
  @Test
  void whatStartsAfterAnAbandonThatAbandonedNothingWasNotRetried() {
    run.abandon().round();
    aws.shows("InProgress", Sightings.started(stack, run.now().plusSeconds(1)));

    run.passes(40).round();

    assertThat(run.reason()).isEqualTo("StopAccepted");
  }

  @Test
  void whatStartsAfterAnAbandonThatAwsDidNotAcceptWasNotRetried() {
    run.round();
    aws.answers(Sightings.notStoppable());
    run.abandon().passes(1).round();
    aws.shows(
        "InProgress",
        Sightings.action("earlier", "Abandoned"),
        Sightings.started(stack, run.now().plusSeconds(1)));

    run.passes(40).round();

    assertThat(run.reason()).isEqualTo("StopAccepted");
  }

  @Test
  void aRetryAfterAnEndThatWasNotAgreedOn() {
    run.round();
    aws.shows("Stopped", stack);
    run.passes(2).round();
    assertThat(run.reason()).isEqualTo("Settling");
    aws.shows("InProgress", stack);

    run.runFor(Duration.ofMinutes(2));

    assertThat(run.reason()).isEqualTo("ExecutionResumed");
    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void aRefusedStopIsNotTriedAgainAfterAnEnd() {
    aws.answers(Sightings.refused(AwsFailure.Meaning.BUSY));
    run.round();
    aws.shows("Failed", stack);
    run.passes(2).round();
    aws.shows("InProgress", stack);

    run.runFor(Duration.ofMinutes(5));

    assertThat(run.reason()).isEqualTo("ExecutionResumed");
    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void stoppingAgainAfterAnEndIsMirroredAndNotEscalated() {
    run.round();
    aws.shows("Stopped", stack);
    run.passes(2).round();
    aws.shows("Stopping", stack);

    run.abandon().passes(2).runFor(Duration.ofMinutes(2));
    assertThat(run.reason()).isEqualTo("Stopping");

    aws.shows("Stopped");
    run.runFor(Duration.ofMinutes(2));
    assertThat(run.reason()).isEqualTo("Stopped");
    assertThat(aws.sent()).hasSize(1);
  }
}
