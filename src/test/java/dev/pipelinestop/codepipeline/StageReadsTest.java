package dev.pipelinestop.codepipeline;

import static dev.pipelinestop.codepipeline.ScriptedAws.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.stop.AwsFailure.Meaning;
import dev.pipelinestop.stop.ParallelMode;
import dev.pipelinestop.stop.StageOccupancy;
import dev.pipelinestop.stop.StageTarget;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a stage. */
class StageReadsTest extends GatewayFixture {
  private static final StageTarget STAGE = new StageTarget(PIPELINE, "Deploy", null);

  @Test
  void readsWhoIsInTheStageAndWhoWaitsBeforeIt() throws Exception {
    stage(
        """
        'latestExecution': {'pipelineExecutionId': '%1$s', 'status': 'Hibernating'},
        'inboundExecution': {'pipelineExecutionId': '%2$s', 'status': 'InProgress'},
        'inboundExecutions': [
          {'pipelineExecutionId': '22222222-94ae-4fb7-86b6-4a6a4f1b0c11'}, null,
          {'pipelineExecutionId': 'broken'}, {'pipelineExecutionId': '%2$s'}],
        'inboundTransitionState': {'enabled': false, 'disabledReason': 'release\\nfreeze'}\
        """
            .formatted(EXECUTION, OTHER_EXECUTION));

    assertThat(gateway().occupancy(STAGE))
        .isEqualTo(
            new StageOccupancy.Shown(
                new StageOccupancy.Occupant(EXECUTION, "Hibernating"),
                List.of("22222222-94ae-4fb7-86b6-4a6a4f1b0c11", OTHER_EXECUTION),
                new StageOccupancy.Disabled("release freeze")));
    assertThat(aws.requests().getFirst().operation()).isEqualTo("GetPipelineState");
  }

  @Test
  void readsAStageThatNothingEverEntered() throws Exception {
    stage("'inboundTransitionState': {'enabled': true}");

    assertThat(gateway().occupancy(STAGE))
        .isEqualTo(new StageOccupancy.Shown(null, List.of(), null));
  }

  @Test
  void keepsATransitionThatWasDisabledWithoutAReason() throws Exception {
    stage("'inboundTransitionState': {'enabled': false}");

    assertThat(gateway().occupancy(STAGE))
        .isEqualTo(new StageOccupancy.Shown(null, List.of(), new StageOccupancy.Disabled("")));
  }

  @Test
  void tellsWhichStagesThereAre() throws Exception {
    aws.then(
        answer(
            "{'pipelineName': 'release', 'stageStates': [{'stageName': 'Source'}, null, {},"
                + " {'stageName': 'deploy'}]}"));

    assertThat(gateway().occupancy(STAGE))
        .isEqualTo(new StageOccupancy.StageNotFound(List.of("Source", "deploy")));
  }

  @Test
  void tellsThatAwsDoesNotKnowThePipeline() throws Exception {
    aws.then(error(400, "PipelineNotFoundException", "No such pipeline"));

    assertThat(gateway().occupancy(STAGE)).isEqualTo(new StageOccupancy.PipelineNotFound());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'latestExecution': {}",
        "'latestExecution': {'status': 'InProgress'}",
        "'latestExecution': {'pipelineExecutionId': 'latest', 'status': 'InProgress'}",
        "'latestExecution': {'pipelineExecutionId': '" + EXECUTION + "'}",
        "'latestExecution': {'pipelineExecutionId': '" + EXECUTION + "', 'status': ' '}"
      })
  void callsAnExecutionThatCannotBeNamedNonsense(String latest) {
    stage(latest);

    assertThat(failure(() -> gateway().occupancy(STAGE)).meaning()).isEqualTo(Meaning.NONSENSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'pipelineName': 'other', 'stageStates': []}", "<html>"})
  void callsTheStateOfAnotherPipelineNonsense(String body) {
    aws.then(answer(body));

    assertThat(failure(() -> gateway().occupancy(STAGE)).meaning()).isEqualTo(Meaning.NONSENSE);
  }

  @Test
  void doesNotTakeARefusalForAnEmptyStage() {
    aws.then(error(400, "AccessDeniedException", "Not authorized"));
    CodePipelineGateway gateway = gateway();

    assertThat(failure(() -> gateway.occupancy(STAGE)).meaning()).isEqualTo(Meaning.ACCESS_DENIED);
    assertThat(failure(() -> gateway.parallelMode(STAGE)).meaning())
        .isEqualTo(Meaning.ACCESS_DENIED);
  }

  @Test
  void readsWhatRunsInParallelMode() throws Exception {
    aws.then(
        executions(
            row("a", "PARALLEL", "Succeeded", 100),
            row("b", "PARALLEL", "InProgress", 100),
            "null",
            row("c", "PARALLEL", "Hibernating", 100),
            row("d", "PARALLEL", "Superseded", 100),
            row("e", "QUEUED", "InProgress", 200)));

    assertThat(gateway().parallelMode(STAGE)).isEqualTo(new ParallelMode(true, List.of("b", "c")));
    assertThat(aws.requests()).hasSize(1);
    assertThat(aws.requests().getFirst().operation()).isEqualTo("ListPipelineExecutions");
  }

  @ParameterizedTest
  @CsvSource({"PARALLEL, true", "SUPERSEDED, false", "QUEUED, false"})
  void goesByTheModeOfTheNewestExecution(String mode, boolean used) throws Exception {
    aws.then(
        executions(
            row("a", "PARALLEL", "Succeeded", 100),
            row("b", mode, "Succeeded", 200),
            "{'pipelineExecutionId': 'c'}"));

    assertThat(gateway().parallelMode(STAGE)).isEqualTo(new ParallelMode(used, List.of()));
  }

  @Test
  void takesAPipelineThatNeverRanForOneThatDoesNotRunInParallelMode() throws Exception {
    aws.then(executions());

    assertThat(gateway().parallelMode(STAGE)).isEqualTo(new ParallelMode(false, List.of()));
  }

  private void stage(String more) {
    aws.then(
        answer(
            "{'pipelineName': 'release', 'stageStates': [{'stageName': 'Source'}, {'stageName':"
                + " 'Deploy', "
                + more
                + "}]}"));
  }

  private static ScriptedAws.Answer executions(String... rows) {
    return answer(
        "{'pipelineExecutionSummaries': [%s], 'nextToken': 'more'}"
            .formatted(String.join(", ", rows)));
  }

  private static String row(String id, String mode, String status, int started) {
    return "{'pipelineExecutionId': '%s', 'executionMode': '%s', 'status': '%s', 'startTime': %d}"
        .formatted(id, mode, status, started);
  }
}
