package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stage shows: one execution, or a result that says what was there instead. */
class StageResolutionTest {
  private static final String NEWER = "99999999-8a43-4a3f-9f4b-3d1f1b8f2f10";

  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws).asksForStage("Deploy");

  @ParameterizedTest
  @ValueSource(strings = {"Succeeded", "Failed", "Stopped", "Cancelled", "Skipped"})
  void aStageThatTheLastOneHasLeftIsEmpty(String status) {
    aws.showsInStage(Sightings.inStage(NEWER, status));

    assertThat(run.round()).isInstanceOf(NextStep.Finished.class);

    assertThat(run.reason()).isEqualTo("NothingRunning");
    assertThat(run.conditionStatus("Succeeded")).isEqualTo("True");
    assertThat(run.conditionStatus("Stopped")).isEqualTo("Unknown");
    assertThat(run.message()).contains(NEWER, status);
    assertThat(run.status().pipelineExecutionId()).isNull();
    assertThat(run.status().account()).isEqualTo("111122223333");
  }

  @Test
  void aStageThatNothingEverEnteredIsEmpty() {
    aws.showsInStage(new StageOccupancy.Shown(null, List.of(), null));

    run.round();

    assertThat(run.reason()).isEqualTo("NothingRunning");
  }

  @ParameterizedTest
  @ValueSource(strings = {"InProgress", "Stopping", "Hibernating"})
  void whoeverMayBeAtWorkThereIsFixed(String status) {
    aws.showsInStage(Sightings.inStage(ProtocolRun.EXECUTION, status));

    run.round();

    assertThat(run.status().pipelineExecutionId()).isEqualTo(ProtocolRun.EXECUTION);
  }

  @Test
  void aPipelineInParallelModeDoesNotShowWhatIsInAStage() {
    aws.showsInStage(Sightings.inStage(NEWER, "Succeeded"))
        .showsInParallel(ProtocolRun.EXECUTION, NEWER);

    run.round();

    assertThat(run.reason()).isEqualTo("StageNotResolvable");
    assertThat(run.conditionStatus("Succeeded")).isEqualTo("False");
    assertThat(run.message())
        .contains("PARALLEL", ProtocolRun.EXECUTION, NEWER, "list-action-executions");
  }

  @Test
  void aPipelineInParallelModeThatRestsDoesNotShowItEither() {
    aws.showsInStage(new StageOccupancy.Shown(null, List.of(), null)).showsInParallel();

    run.round();

    assertThat(run.reason()).isEqualTo("StageNotResolvable");
    assertThat(run.message()).contains("None of its newest executions is in progress.");
  }

  @Test
  void whatWaitsBeforeTheStageIsNamedAndNotStopped() {
    aws.showsInStage(
        new StageOccupancy.Shown(
            new StageOccupancy.Occupant(NEWER, "Succeeded"),
            List.of(ProtocolRun.EXECUTION),
            new StageOccupancy.Disabled("release freeze")));

    run.round();

    assertThat(run.reason()).isEqualTo("StageNotResolvable");
    assertThat(run.message())
        .isEqualTo(
            "No execution is in stage Deploy of pipeline release, but execution %1$s waits before"
                    .formatted(ProtocolRun.EXECUTION)
                + " it, because the transition into it is disabled: release freeze. Nothing was"
                + " sent. To stop it, create a request with pipelineExecutionId: %1$s, or run `aws codepipeline stop-pipeline-execution --pipeline-name release --pipeline-execution-id %1$s --no-abandon`."
                    .formatted(ProtocolRun.EXECUTION));
  }

  @Test
  void theNewestOfThoseThatWaitIsTheLikelyOne() {
    aws.showsInStage(new StageOccupancy.Shown(null, List.of(ProtocolRun.EXECUTION, NEWER), null));

    run.round();

    assertThat(run.message())
        .contains("executions wait: " + ProtocolRun.EXECUTION, "pipelineExecutionId: " + NEWER)
        .doesNotContain("disabled");
  }

  @Test
  void aStageThatDoesNotExistIsSaidWithThoseThatDo() {
    aws.showsInStage(new StageOccupancy.StageNotFound(List.of("Source", "Release")));

    run.round();

    assertThat(run.reason()).isEqualTo("StageNotFound");
    assertThat(run.message())
        .isEqualTo("Pipeline release has no stage Deploy. It has: Source, Release.");
  }

  @Test
  void ofManyStagesFiveAreNamed() {
    aws.showsInStage(new StageOccupancy.StageNotFound(List.of("A", "B", "C", "D", "E")));
    run.round();
    assertThat(run.message()).endsWith("It has: A, B, C, D, E.");
  }

  @Test
  void ofMoreThanFiveStagesItIsSaidThatThereAreMore() {
    aws.showsInStage(new StageOccupancy.StageNotFound(List.of("A", "B", "C", "D", "E", "F")));
    run.round();
    assertThat(run.message()).endsWith("It has: A, B, C, D, E, ….");
  }

  @Test
  void aPipelineThatIsNotFoundIsGivenTime() {
    aws.showsInStage(new StageOccupancy.PipelineNotFound());

    run.runFor(Duration.ofSeconds(59));
    assertThat(run.reason()).isEqualTo("WaitingForExecution");
    assertThat(run.message()).contains("pipeline release");

    run.runFor(Duration.ofSeconds(2));
    assertThat(run.reason()).isEqualTo("PipelineNotFound");
  }

  @Test
  void aPipelineThatAppearsIsResolved() {
    aws.showsInStage(new StageOccupancy.PipelineNotFound());
    run.runFor(Duration.ofSeconds(10));

    aws.showsInStage(Sightings.inStage(ProtocolRun.EXECUTION, "InProgress"));
    run.runFor(Duration.ofSeconds(20));

    assertThat(aws.sent()).hasSize(1);
    assertThat(run.status().notFoundSince()).isNull();
  }
}
