package dev.pipelinestop.codepipeline;

import static dev.pipelinestop.codepipeline.ScriptedAws.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.ArtifactRevision;
import dev.pipelinestop.api.ExecutionTrigger;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import dev.pipelinestop.stop.ExecutionSighting;
import dev.pipelinestop.stop.StageSighting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS shows of one execution, and in which stages it is. */
class ExecutionReadsTest extends GatewayFixture {
  @Test
  void readsAnExecution() throws Exception {
    aws.then(
        answer(
            """
            {'pipelineExecution': {
              'pipelineName': 'release', 'pipelineExecutionId': '%s', 'pipelineVersion': 7,
              'status': 'Stopping', 'statusSummary': 'wrong version',
              'artifactRevisions': [
                {'name': 'Source', 'revisionId': 'abc', 'revisionSummary': 'Fix it',
                 'revisionUrl': 'https://example.org/abc', 'created': 1790648524.702},
                {'name': 'Other', 'revisionUrl': 'javascript:alert(1)'}],
              'variables': [{'name': 'TOKEN', 'resolvedValue': '%s'}],
              'trigger': {'triggerType': 'NewTrigger', 'triggerDetail': 'arn:aws:iam::1:user/a'},
              'executionMode': 'QUEUED', 'executionType': 'ROLLBACK', 'invented': {'a': []}}}\
            """
                .formatted(EXECUTION, SECRET)));

    ExecutionSighting sighting = gateway().execution(TARGET);

    assertThat(sighting)
        .isEqualTo(
            new ExecutionSighting.Found(
                "Stopping",
                "wrong version",
                7,
                "QUEUED",
                "ROLLBACK",
                new ExecutionTrigger("NewTrigger", "arn:aws:iam::1:user/a"),
                List.of(
                    new ArtifactRevision("Source", "abc", "Fix it", "https://example.org/abc"),
                    new ArtifactRevision("Other", null, null, null))));
    assertThat(sighting.toString()).doesNotContain(SECRET);
    assertThat(aws.requests().getFirst().operation()).isEqualTo("GetPipelineExecution");
    assertThat(aws.requests().getFirst().headers().get("user-agent"))
        .startsWith("pipeline-stop-operator/dev ");
  }

  @Test
  void keepsAStatusThatItDoesNotKnow() throws Exception {
    aws.then(execution(EXECUTION, "Hibernating"));

    assertThat(gateway().execution(TARGET))
        .isEqualTo(
            new ExecutionSighting.Found("Hibernating", null, null, null, null, null, List.of()));
  }

  @Test
  void tellsThatAwsDoesNotKnowIt() throws Exception {
    aws.then(error(400, "PipelineExecutionNotFoundException", "No such execution"))
        .then(error(404, "PipelineNotFoundException", "No such pipeline"));
    CodePipelineGateway gateway = gateway();

    assertThat(gateway.execution(TARGET)).isEqualTo(new ExecutionSighting.ExecutionNotFound());
    assertThat(gateway.execution(TARGET)).isEqualTo(new ExecutionSighting.PipelineNotFound());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "",
        "null",
        "<html>welcome</html>",
        "{'pipelineExecution': null}",
        "{'pipelineExecution': 'x'}",
        "{'pipelineExecution': {'pipelineName': 'release', 'status': 'Stopped'}}",
        "{'pipelineExecution': {'pipelineExecutionId': '" + EXECUTION + "', 'status': 'Stopped'}}",
        "{'pipelineExecution': {'pipelineName': 'release', 'pipelineExecutionId': '"
            + OTHER_EXECUTION
            + "', 'status': 'Stopped'}}",
        "{'pipelineExecution': {'pipelineName': 'other', 'pipelineExecutionId': '"
            + EXECUTION
            + "', 'status': 'Stopped'}}",
        "{'pipelineExecution': {'pipelineName': 'release', 'pipelineExecutionId': '"
            + EXECUTION
            + "'}}",
        "{'pipelineExecution': {'pipelineName': 'release', 'pipelineExecutionId': '"
            + EXECUTION
            + "', 'status': ' '}}"
      })
  void callsAnAnswerThatIsNoneNonsense(String body) {
    aws.then(answer(body));

    assertThat(failure(() -> gateway().execution(TARGET)).meaning()).isEqualTo(Meaning.NONSENSE);
  }

  @Test
  void readsTheStagesOfThisExecutionOnly() throws Exception {
    aws.then(
        answer(
            """
            {'pipelineName': 'release', 'stageStates': [
              {'stageName': 'Source', 'latestExecution':
                {'pipelineExecutionId': '%s', 'status': 'Succeeded'}},
              {'stageName': 'Build', 'latestExecution':
                {'pipelineExecutionId': '%s', 'status': 'Hibernating'},
                'actionStates': [{'actionName': 'Approve', 'latestExecution': {'token': '%s'}}]},
              {'stageName': 'Deploy'}, null,
              {'stageName': 'NoStatus', 'latestExecution': {'pipelineExecutionId': '%s'}}]}\
            """
                .formatted(OTHER_EXECUTION, EXECUTION, SECRET, EXECUTION)));

    List<StageSighting> stages = gateway().stages(TARGET);

    assertThat(stages).containsExactly(new StageSighting("Build", "Hibernating"));
    assertThat(aws.requests().getFirst().body()).isEqualTo(quoted("{'name':'release'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'pipelineName': 'other', 'stageStates': []}", "<html>"})
  void callsTheStateOfAnotherPipelineNonsense(String body) {
    aws.then(answer(body));

    assertThat(failure(() -> gateway().stages(TARGET)).meaning()).isEqualTo(Meaning.NONSENSE);
  }
}
