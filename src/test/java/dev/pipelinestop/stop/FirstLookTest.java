package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.StopMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the first look, before anything was asked for. */
class FirstLookTest {
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  @Test
  void anExecutionInProgressIsStopped() {
    run.round();

    assertThat(aws.sent()).extracting(NextStep.SendStop::mode).containsExactly(StopMode.WAIT);
    assertThat(aws.sent().getFirst().reason()).isEqualTo("PipelineStopRequest team-a/stop-it");
    assertThat(run.reason()).isEqualTo("StopAccepted");
  }

  @Test
  void whatTheUserGivesAsTheReasonIsSentWordForWord() {
    run.asks(spec -> spec.reason(" OPS-4711: wrong artifact ")).round();

    assertThat(aws.sent().getFirst().reason()).isEqualTo(" OPS-4711: wrong artifact ");
  }

  @Test
  void aBlankReasonIsNone() {
    run.asks(spec -> spec.reason("  ")).round();

    assertThat(aws.sent().getFirst().reason()).isEqualTo("PipelineStopRequest team-a/stop-it");
  }

  @ParameterizedTest
  @CsvSource({
    "Stopped, AlreadyStopped, True",
    "Failed, ExecutionFailed, True",
    "Cancelled, ExecutionCancelled, True",
    "Superseded, ExecutionSuperseded, True",
    "Succeeded, ExecutionSucceeded, False"
  })
  void anEndIsTheResult(String status, String reason, String succeeded) {
    aws.shows(status, Sightings.action("stack", "Succeeded"));

    assertThat(run.round()).isInstanceOf(NextStep.Finished.class);

    assertThat(run.reason()).isEqualTo(reason);
    assertThat(run.conditionStatus("Succeeded")).isEqualTo(succeeded);
    assertThat(run.status().executionStatus()).isEqualTo(status);
    assertThat(aws.sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stopped", "Failed", "Cancelled", "Superseded", "Succeeded"})
  void anEndThatAnActionContradictsIsReadAgain(String status) {
    aws.shows(status, Sightings.action("stack", "InProgress"));

    run.round();
    run.runFor(Duration.ofSeconds(29));
    assertThat(run.reason()).isEqualTo("Settling");

    run.runFor(Duration.ofSeconds(2));
    assertThat(run.status().finishedAt()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stopped", "Failed", "Cancelled", "Superseded", "Succeeded"})
  void anExecutionThatWasRetriedShowsItsOldEndFirstAndIsStopped(String status) {
    aws.shows(status, Sightings.action("stack", "InProgress"));
    run.round();

    aws.shows("InProgress", Sightings.action("stack", "InProgress"));
    run.runFor(Duration.ofSeconds(5));

    assertThat(aws.sent()).hasSize(1);
    assertThat(run.reason()).isEqualTo("StopAccepted");
  }

  /** Of what was retried a moment ago, the stage is the first to show it. */
  @ParameterizedTest
  @ValueSource(strings = {"Stopped", "Failed", "Cancelled", "Superseded", "Succeeded"})
  void anEndThatAStageContradictsIsReadAgain(String status) {
    aws.shows(status, Sightings.action("stack", "Abandoned")).showsStage("InProgress");

    run.round();
    assertThat(run.reason()).isEqualTo("Settling");
    assertThat(run.message()).contains(status, "stage Deploy", "2026-11-22T10:00:30Z");

    aws.shows("InProgress", Sightings.action("stack", "InProgress"));
    run.runFor(Duration.ofSeconds(5));
    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void aStageThatStaysInProgressIsNotWaitedForForEver() {
    aws.shows("Stopped").showsStage("InProgress");

    run.round();
    run.runFor(Duration.ofSeconds(31));

    assertThat(run.reason()).isEqualTo("AlreadyStopped");
  }

  @Test
  void theSettlePeriodBeginsWithTheFirstLookAndNotWithTheFirstFailure() {
    run.lookFails(AwsFailure.Meaning.CREDENTIALS, 1);
    run.passes(600);
    aws.shows("Failed", Sightings.action("stack", "InProgress"));

    run.round();

    assertThat(run.reason()).isEqualTo("Settling");
  }

  @Test
  void anExecutionThatSomebodyElseStopsIsWaitedFor() {
    aws.shows("Stopping", Sightings.action("stack", "InProgress")).showsStopTrigger("by hand");

    run.round();

    assertThat(aws.sent()).isEmpty();
    assertThat(run.status().stoppingSince()).isEqualTo(run.now());
    assertThat(run.status().stopTriggerReason()).isEqualTo("by hand");
    assertThat(run.reason()).isEqualTo("Stopping");
  }

  @Test
  void anUnknownStatusIsReadAgainAndNothingIsSent() {
    aws.shows("Paused");

    run.runFor(Duration.ofMinutes(5));

    assertThat(aws.sent()).isEmpty();
    assertThat(run.reason()).isEqualTo("UnrecognizedStatus");
    assertThat(run.status().executionStatus()).isEqualTo("Paused");
  }

  @Test
  void anExecutionThatIsNotFoundIsGivenTime() {
    aws.shows(new ExecutionSighting.ExecutionNotFound());

    run.runFor(Duration.ofSeconds(59));
    assertThat(run.reason()).isEqualTo("WaitingForExecution");

    run.runFor(Duration.ofSeconds(2));
    assertThat(run.reason()).isEqualTo("ExecutionNotFound");
    assertThat(run.message()).contains("release", ProtocolRun.EXECUTION, "111122223333");
  }

  @Test
  void aPipelineThatIsNotFoundIsGivenTime() {
    aws.shows(new ExecutionSighting.PipelineNotFound());

    run.runFor(Duration.ofSeconds(61));

    assertThat(run.reason()).isEqualTo("PipelineNotFound");
  }

  @Test
  void anExecutionThatAppearsIsStopped() {
    aws.shows(new ExecutionSighting.ExecutionNotFound());
    run.runFor(Duration.ofSeconds(5));

    aws.shows("InProgress", Sightings.action("stack", "InProgress"));
    run.runFor(Duration.ofSeconds(10));

    assertThat(aws.sent()).hasSize(1);
    assertThat(run.status().notFoundSince()).isNull();
  }

  @Test
  void anExecutionIsNotSaidNotToExistWhileAStopOfItIsUnderWay() {
    aws.shows(new ExecutionSighting.ExecutionNotFound());
    run.round();
    run.passes(55);
    aws.shows("InProgress", Sightings.action("stack", "InProgress"));
    run.roundUntilSend();
    aws.shows(new ExecutionSighting.ExecutionNotFound());

    run.runFor(Duration.ofSeconds(17));
    assertThat(run.status().finishedAt()).isNull();
  }

  @Test
  void aStaleLookIsNotWhatAStopRestsOn() {
    run.lookTakes(Duration.ofSeconds(10)).round();
    assertThat(run.status().stops()).isEmpty();
    assertThat(run.reason()).as("why nothing happens").isEqualTo(Reason.SlowAnswers.name());

    run.lookTakes(Duration.ofSeconds(9)).round();
    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void aStopHasToBeSentSoonAfterItsLookBegan() {
    Instant began = run.now();
    run.lookTakes(Duration.ofSeconds(4)).round();

    NextStep.SendStop sent = aws.sent().getFirst();
    assertThat(sent.notAfter()).isEqualTo(began.plusSeconds(10));
    assertThat(sent.within()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void listsAreBoundedAndCounted() {
    ActionSighting[] rows = new ActionSighting[250];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Sightings.action("a" + i, i < 120 ? "InProgress" : "Abandoned");
    }
    aws.shows("Stopping", rows);

    run.round();

    assertThat(run.status().inProgressActions()).hasSize(100);
    assertThat(run.status().inProgressActionCount()).isEqualTo(120);
    assertThat(run.status().abandonedActions()).hasSize(100);
    assertThat(run.status().abandonedActionCount()).isEqualTo(130);
    assertThat(run.message()).contains("120 actions");
  }

  @Test
  void longTextsAreCutBetweenCharacters() {
    String summary = "x".repeat(998) + "😀😀😀";
    aws.shows(new ExecutionSighting.Found("Failed", summary, null, null, null, null, List.of()));

    run.round();

    assertThat(run.status().executionStatusSummary()).isEqualTo("x".repeat(998) + "…");
    assertThat(run.reason()).isEqualTo("ExecutionFailed");
  }

  @Test
  void anEmptyTextIsNoReasonToWriteAgain() {
    aws.shows("Stopping").showsStopTrigger("");
    run.round();
    int writes = run.writes();

    run.passes(5).round();

    assertThat(run.writes()).isEqualTo(writes);
  }
}
