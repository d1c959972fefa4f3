package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.Condition;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each reason comes with what happened, to what and when, and with what can be done. */
class WhatIsSaidTest {
  private static final String STARTED = "2026-11-22T10:00:00Z";

  private final ActionSighting stack = Sightings.action("stack", "InProgress");
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  private void assertSays(Reason reason, String... words) {
    assertThat(run.reason()).isEqualTo(reason.name());
    assertThat(run.message()).contains(words);
  }

  private static ExecutionSighting.Found failed(@Nullable String summary) {
    return new ExecutionSighting.Found("Failed", summary, null, null, null, null, List.of());
  }

  @Test
  void theIntentNamesModeExecutionAndPipeline() {
    run.roundUntilSend();

    assertSays(Reason.StopRecorded, "stop and wait", ProtocolRun.EXECUTION, "release");
  }

  @Test
  void theIntentOfAnAbandonIsCalledOne() {
    run.abandon().roundUntilSend();

    assertSays(Reason.StopRecorded, "stop and abandon");
  }

  @Test
  void anAcceptedStopTellsWhenItWasAccepted() {
    NextStep.SendStop sent = run.roundUntilSend();

    run.passes(3).answer(sent, new StopAnswer.Accepted());

    assertSays(Reason.StopAccepted, "stop and wait", "2026-11-22T10:00:03Z");
  }

  @Test
  void ofTwoAcceptedStopsTheLastIsNamed() {
    run.round();
    run.abandon().passes(5).round();

    run.passes(1).round();

    assertSays(Reason.StopAccepted, "stop and abandon", "2026-11-22T10:00:05Z");
  }

  @Test
  void aStopThatWasNotAcceptedIsNotNamedAsAccepted() {
    run.round();
    aws.answers(Sightings.notStoppable());
    run.abandon().passes(5).round();

    run.passes(1).round();

    assertSays(Reason.StopAccepted, "stop and wait", STARTED);
  }

  @Test
  void aDuplicateIsCalledStoppingAlready() {
    aws.answers(Sightings.alreadyStopping());

    run.round();

    assertSays(Reason.StopAccepted, "stopping already");
  }

  @Test
  void stoppingWithoutAnActionSaysSo() {
    aws.shows("Stopping");

    run.round();

    assertSays(Reason.Stopping, "no action in progress");
  }

  @Test
  void whatIsBeingAbandonedIsNamed() {
    run.abandon().round();
    aws.shows("Stopping", stack);

    run.passes(16).round();
    assertSays(Reason.Abandoning, "1 action", "stack in stage Deploy", "goes on");

    aws.shows("Stopping");
    run.passes(2).round();
    assertSays(Reason.Abandoning, "its actions are being abandoned");
  }

  @Test
  void aDisagreementNamesBothSidesAndItsEnd() {
    aws.shows("Failed", stack);

    run.round();

    assertSays(Reason.Settling, "Failed", "1 action", "stack", "2026-11-22T10:00:30Z");
  }

  @Test
  void ofStagesOnlyTheOneInProgressIsNamed() {
    aws.shows("Stopped")
        .showsStages(
            new StageSighting("Build", "Succeeded"), new StageSighting("Deploy", "InProgress"));

    run.round();

    assertSays(Reason.Settling, "Stopped", "shows stage Deploy in progress.");
  }

  @Test
  void aStopThatMayBeUnderWayIsSaidWithItsEnd() {
    run.roundUntilSend();
    aws.shows("Failed");

    run.passes(3).round();

    assertSays(Reason.Settling, "Failed", "under way until 2026-11-22T10:00:18Z");
  }

  @Test
  void notStoppableYetTellsUntilWhenItIsTried() {
    aws.answers(Sightings.notStoppable());

    run.round();

    assertSays(Reason.NotStoppableYet, "until 2026-11-22T11:00:00Z");
  }

  @Test
  void anEscalationThatIsNotStoppableYetHasNoBound() {
    aws.shows("Stopping", stack).answers(Sightings.notStoppable());

    run.abandon().round();

    assertSays(Reason.NotStoppableYet, "Tried again.");
  }

  @Test
  void aLostAnswerTellsOfWhichStopAndUntilWhenItIsLookedFor() {
    aws.answers(Sightings.lost());

    run.round();

    assertSays(Reason.OutcomeUnknown, "stop and wait", STARTED, "2026-11-22T10:00:48Z");
  }

  @Test
  void aStopThatWasNotSentSaysSo() {
    aws.answers(new StopAnswer.NotSent());

    run.round();

    assertSays(Reason.StopRecorded, "was not sent");
  }

  @Test
  void slowAnswersTellHowOldALookMayBe() {
    run.lookTakes(Duration.ofSeconds(10)).round();

    assertSays(Reason.SlowAnswers, "older than 10 s");
  }

  @Test
  void aResumeIsSaidFirstAsASuspicionThenAsAResult() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(2).round();
    aws.shows("InProgress", stack);

    run.passes(31).round();
    assertSays(Reason.ConfirmingResume, "InProgress again");

    run.passes(5).round();
    assertSays(Reason.ExecutionResumed, ProtocolRun.EXECUTION, "create a new one");
  }

  @Test
  void anExecutionThatIsNotFoundIsNamedWithWhereAndHowToLook() {
    aws.shows(new ExecutionSighting.ExecutionNotFound());

    run.round();
    assertSays(
        Reason.WaitingForExecution, ProtocolRun.EXECUTION, "release", "2026-11-22T10:01:00Z");

    run.passes(61).round();
    assertSays(
        Reason.ExecutionNotFound,
        ProtocolRun.EXECUTION,
        "111122223333",
        "eu-west-1",
        "aws codepipeline list-pipeline-executions --pipeline-name release");
  }

  @Test
  void aPipelineThatIsNotFoundIsNamedWithWhere() {
    aws.shows(new ExecutionSighting.PipelineNotFound());

    run.round();
    run.passes(61).round();

    assertSays(Reason.PipelineNotFound, "release", "111122223333", "eu-west-1");
  }

  @Test
  void theReasonOfAnEarlierStopIsQuoted() {
    aws.shows("Stopped").showsStopTrigger("by hand");

    run.round();

    assertSays(Reason.AlreadyStopped, "not by this request", "given then: by hand");
  }

  @Test
  void anEarlierStopWithoutAReasonHasNone() {
    aws.shows("Stopped").showsStopTrigger("");

    run.round();

    assertSays(Reason.AlreadyStopped, "not by this request.");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "null, AWS reports Failed: the execution runs no more.",
        "Disk full, AWS reports Failed: the execution runs no more. AWS says: Disk full"
      })
  void theSummaryOfAnEndIsQuoted(@Nullable String summary, String message) {
    aws.shows(failed(summary));

    run.round();

    assertThat(run.message()).isEqualTo(message);
  }

  @Test
  void threeActionsAreAllNamed() {
    aws.shows(
        "Stopping",
        Sightings.action("a", "InProgress"),
        Sightings.action("b", "InProgress"),
        Sightings.action("c", "InProgress"));

    run.round();

    assertSays(Reason.Stopping, "3 actions", "action a", "action b", "action c");
    assertThat(run.message()).doesNotContain("…");
  }

  @Test
  void everyConditionButStoppedSaysTheSame() {
    run.round();

    assertThat(run.status().conditions())
        .filteredOn(condition -> !condition.type().equals("Stopped"))
        .extracting(Condition::message)
        .containsOnly(run.message());
    assertThat(run.status().condition("Stopped").map(Condition::message))
        .contains("AWS reports InProgress.");
  }
}
