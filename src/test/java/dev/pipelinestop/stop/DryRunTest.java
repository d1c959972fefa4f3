package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dry run sends nothing, ends, and says what a stop would do. */
class DryRunTest {
  private static final String WOULD_SEND =
      "Dry run, nothing is sent: a request without dryRun would now send a stop ";

  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws).asks(spec -> spec.dryRun(true));

  @Test
  void aWaitWouldBeSent() {
    assertThat(run.round()).isInstanceOf(NextStep.Finished.class);

    assertThat(aws.sent()).isEmpty();
    assertThat(run.reason()).isEqualTo("DryRun");
    assertThat(run.conditionStatus("Succeeded")).isEqualTo("True");
    assertThat(run.conditionStatus("Stopped")).isEqualTo("False");
    assertThat(run.message())
        .isEqualTo(
            WOULD_SEND
                + "(stop and wait) of execution "
                + ProtocolRun.EXECUTION
                + " of pipeline release and wait for 1 action (action stack in stage Deploy"
                + " (CloudFormation) since 2026-11-22T09:00:00Z) to complete.");
  }

  @Test
  void whatIsThereIsReported() {
    aws.showsStage("InProgress");

    run.abandon().round();

    assertThat(run.status().executionStatus()).isEqualTo("InProgress");
    assertThat(run.status().pipelineExecutionId()).isEqualTo(ProtocolRun.EXECUTION);
    assertThat(run.status().account()).isEqualTo("111122223333");
    assertThat(run.status().stages()).hasSize(1);
    assertThat(run.status().inProgressActions()).hasSize(1);
    assertThat(run.status().stops()).isEmpty();
  }

  @Test
  void anAbandonWouldBeSent() {
    run.abandon().round();

    assertThat(run.message())
        .startsWith(WOULD_SEND + "(stop and abandon)")
        .contains("abandon 1 action", "outside CodePipeline would go on");
  }

  @Test
  void aPendingApprovalAndADeadlineAreSaid() {
    aws.shows("InProgress", Sightings.approval("go-live"));

    run.asks(spec -> spec.abandonAfter("10m")).round();

    assertThat(run.message()).contains("7 days", "still in progress 10m later would be abandoned");
  }

  @Test
  void aStopThatAwsWouldRefuseForNowIsSaid() {
    aws.shows("InProgress");

    run.round();

    assertThat(run.reason()).isEqualTo("DryRun");
    assertThat(run.message())
        .startsWith(WOULD_SEND)
        .contains("no action in progress", "tried again until 2026-11-22T11:00:00Z");
  }

  @Test
  void whatIsStoppingAlreadyNeedsNoWait() {
    aws.shows("Stopping", Sightings.action("stack", "InProgress"));

    assertThat(run.round()).isInstanceOf(NextStep.Finished.class);

    assertThat(run.reason()).isEqualTo("DryRun");
    assertThat(run.message()).contains("stopping already and completes 1 action");
    assertThat(run.status().abandonAt()).isNull();
  }

  @Test
  void whatIsStoppingAlreadyWouldBeAbandoned() {
    aws.shows("Stopping", Sightings.action("stack", "InProgress"));

    run.abandon().round();

    assertThat(run.message()).startsWith(WOULD_SEND + "(stop and abandon)");
  }

  @ParameterizedTest
  @CsvSource({
    "Stopped, AlreadyStopped, True",
    "Failed, ExecutionFailed, True",
    "Cancelled, ExecutionCancelled, True",
    "Superseded, ExecutionSuperseded, True",
    "Succeeded, ExecutionSucceeded, False"
  })
  void anEndIsTheResultAsItIsOfAStop(String status, String reason, String succeeded) {
    aws.shows(status, Sightings.action("stack", "Succeeded"));

    run.round();

    assertThat(run.reason()).isEqualTo(reason);
    assertThat(run.conditionStatus("Succeeded")).isEqualTo(succeeded);
    assertThat(run.message()).startsWith("Dry run, nothing is sent: ");
  }

  @Test
  void whatIsNotFoundIsTheResultAsItIsOfAStop() {
    aws.shows(new ExecutionSighting.ExecutionNotFound());

    run.runFor(Duration.ofSeconds(61));

    assertThat(run.reason()).isEqualTo("ExecutionNotFound");
  }

  @Test
  void anEndThatAnActionContradictsIsReadAgain() {
    aws.shows("Failed", Sightings.action("stack", "InProgress"));
    run.round();
    assertThat(run.reason()).isEqualTo("Settling");

    aws.shows("InProgress", Sightings.action("stack", "InProgress"));
    run.runFor(Duration.ofSeconds(5));

    assertThat(run.reason()).isEqualTo("DryRun");
    assertThat(aws.sent()).isEmpty();
  }

  @Test
  void theExecutionInAStageIsFoundOutAndConfirmed() {
    run.asksForStage("Deploy").round();

    assertThat(run.reason()).isEqualTo("DryRun");
    assertThat(run.message()).contains(ProtocolRun.EXECUTION);
    assertThat(aws.sent()).isEmpty();
  }

  @Test
  void anExecutionThatIsNotAtWorkInTheStageIsTheResultAsItIsOfAStop() {
    aws.shows("InProgress");

    run.asksForStage("Deploy").runFor(Duration.ofSeconds(31));

    assertThat(run.reason()).isEqualTo("StageNotResolvable");
  }

  @Test
  void aDryRunThatIsFinishedNeverBecomesAStop() {
    run.round();

    run.abandon().runFor(Duration.ofHours(2));

    assertThat(run.reason()).isEqualTo("DryRun");
    assertThat(aws.sent()).isEmpty();
  }

  @Test
  void aDryRunThatAwsDoesNotAnswerExpires() {
    run.lookFails(AwsFailure.Meaning.ACCESS_DENIED, 1);
    assertThat(run.reason()).isEqualTo("AccessDenied");

    run.at(ProtocolRun.NOT_AFTER).round();

    assertThat(run.reason()).isEqualTo("Expired");
  }
}
