package dev.pipelinestop.stop;

import static dev.pipelinestop.stop.Look.Detail.ACTIONS;
import static dev.pipelinestop.stop.Look.Detail.STAGES;
import static dev.pipelinestop.stop.Look.Detail.STOP_TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each look asks AWS for what decides something then, and for no more: the calls are few. */
class WantedDetailsTest {
  private final ActionSighting stack = Sightings.action("stack", "InProgress");
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  private void assertReads(Look.Detail... details) {
    assertThat(aws.lastRead()).containsExactlyInAnyOrder(details);
  }

  @Test
  void inFrontOfAWaitEverythingThatAnEarlierStopMayHaveLeft() {
    run.round();

    assertReads(ACTIONS, STAGES, STOP_TRIGGER);
  }

  @Test
  void inFrontOfAnAbandonNothing() {
    run.abandon().round();

    assertReads();
  }

  /** One more answer of AWS, which tells its time: a first stop is bounded. */
  @Test
  void inFrontOfAnAbandonTheActionsWhileTheTimeIsNotKnown() {
    run.abandon().clockUnknown().round();

    assertReads(ACTIONS);
  }

  /** Somebody's earlier abandon would be taken for a trace of this one. */
  @Test
  void inFrontOfAnAbandonTheActionsIfAnOlderListWasRecorded() {
    aws.shows("Stopped", stack);
    run.round();
    aws.shows("InProgress", stack);

    run.abandon().passes(3).round();

    assertReads(ACTIONS);
  }

  /** What is in progress tells when it can be stopped, and it is known then what was abandoned. */
  @Test
  void inFrontOfTheNextAttemptOfAnAbandonTheActions() {
    aws.answers(Sightings.notStoppable());
    run.abandon().round();

    run.passes(3).round();

    assertReads(ACTIONS);
  }

  @Test
  void inFrontOfAnAbandonOfAStageTheActions() {
    run.asksForStage("Deploy").abandon().round();

    assertReads(ACTIONS);
  }

  @Test
  void afterAWaitNoStopTrigger() {
    run.round();

    run.passes(3).round();

    assertReads(ACTIONS, STAGES);
  }

  @Test
  void soonAfterAnAbandonNothingUntilItsEnd() {
    run.abandon().round();

    run.passes(3).round();
    assertReads();

    aws.shows("Stopped", Sightings.action("stack", "Abandoned"));
    run.passes(3).round();
    assertReads(ACTIONS, STAGES);
  }

  @Test
  void anAbandonThatTakesLongIsLookedAtAgain() {
    run.abandon().round();
    aws.shows("Stopping", stack);

    run.passes(14).round();
    assertReads();

    run.passes(1).round();
    assertReads(ACTIONS, STAGES);
  }

  @Test
  void aParallelPipelineHasNoStagesToShow() {
    aws.shows(
        new ExecutionSighting.Found("InProgress", null, 7, "PARALLEL", null, null, List.of()),
        stack);

    run.round();

    assertReads(ACTIONS, STOP_TRIGGER);
  }

  @Test
  void theTriggerOfSomebodyElsesStopIsReadOnce() {
    aws.shows("Stopping", stack).showsStopTrigger("by hand");

    run.round();
    assertReads(ACTIONS, STAGES, STOP_TRIGGER);

    run.passes(3).round();
    assertReads(ACTIONS, STAGES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Failed", "Succeeded", "Cancelled", "Superseded", "Paused"})
  void theTriggerTellsNothingOfAnEndThatIsNotStopped(String status) {
    aws.shows(status);

    run.round();

    assertReads(ACTIONS, STAGES);
  }

  /** An execution may fail while it is being stopped; the trigger then tells of the stop. */
  @Test
  void afterALostAnswerTheTriggerIsReadWhateverTheStatus() {
    aws.answers(Sightings.lost());
    run.round();
    aws.shows("Failed").showsStopTrigger("PipelineStopRequest team-a/stop-it");

    run.passes(3).round();

    assertReads(ACTIONS, STAGES, STOP_TRIGGER);
    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.ACCEPTED);
  }
}
