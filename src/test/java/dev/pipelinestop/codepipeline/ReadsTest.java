package dev.pipelinestop.codepipeline;

import static dev.pipelinestop.codepipeline.ScriptedAws.error;
import static dev.pipelinestop.codepipeline.ScriptedAws.hangUp;
import static dev.pipelinestop.codepipeline.ScriptedAws.json;
import static dev.pipelinestop.codepipeline.ScriptedAws.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.pipelinestop.api.ArtifactRevision;
import dev.pipelinestop.api.ExecutionTrigger;
import dev.pipelinestop.codepipeline.ScriptedAws.Answer;
import dev.pipelinestop.stop.ActionSighting;
import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import dev.pipelinestop.stop.ExecutionSighting;
import dev.pipelinestop.stop.StageSighting;
import dev.pipelinestop.stop.StopTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadsTest extends GatewayFixture {
  private static final String SECRET = "hunter2-the-secret";

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
  void readsAllPagesOfActionsOldestFirst() throws Exception {
    aws.then(
            page(
                "one",
                row("Deploy", "Approve", "c", "InProgress", 300),
                row("Build", "Compile", "b", "Abandoned", 200)))
        .then(page("two"))
        .then(page("", row("Source", "Checkout", "a", "Succeeded", 100)));

    List<ActionSighting> actions = gateway().actions(TARGET);

    assertThat(actions)
        .extracting(ActionSighting::actionExecutionId)
        .containsExactly("a", "b", "c");
    assertThat(actions.get(1))
        .isEqualTo(
            new ActionSighting(
                "Build",
                "Compile",
                "b",
                "Abandoned",
                "Build",
                "CodeBuild",
                Instant.ofEpochSecond(200),
                Instant.ofEpochMilli(200_500),
                "build:1",
                "https://console.example.org/build|1#x",
                "Build running"));
    assertThat(actions.toString()).doesNotContain(SECRET);
    assertThat(aws.requests()).hasSize(3);
    assertThat(aws.requests().get(0).body())
        .isEqualTo(
            quoted(
                "{'pipelineName':'release','filter':{'pipelineExecutionId':'"
                    + EXECUTION
                    + "'},'maxResults':100}"));
    assertThat(aws.requests().get(2).body()).contains(quoted("'nextToken':'two'"));
  }

  @Test
  void leavesOutRowsOfAnotherExecutionAndThoseThatSayNothing() throws Exception {
    aws.then(
        page(
            null,
            "null",
            "{}",
            row("Build", "Compile", "x", "InProgress", 1).replace(EXECUTION, OTHER_EXECUTION),
            "{'actionExecutionId': 'y', 'status': 'InProgress'}",
            "{'pipelineExecutionId': '%s', 'actionExecutionId': 'z'}".formatted(EXECUTION),
            row("Build", "Compile", "a", "Succeeded", 100)));

    assertThat(gateway().actions(TARGET))
        .extracting(ActionSighting::actionExecutionId)
        .containsExactly("a");
  }

  @Test
  void keepsAnActionInProgressThatHasNoName() throws Exception {
    String nameless = "{'pipelineExecutionId': '%s', 'status': 'InProgress'}".formatted(EXECUTION);
    aws.then(page(null, nameless, nameless));

    ActionSighting expected =
        new ActionSighting(
            "unknown",
            "unknown",
            "unknown",
            "InProgress",
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    assertThat(gateway().actions(TARGET)).containsExactly(expected, expected);
  }

  @Test
  void keepsTheNewestOfTwoRowsOfOneAction() throws Exception {
    aws.then(
            page(
                "one",
                row("Build", "Compile", "a", "Abandoned", 100),
                row("Build", "Test", "b", "InProgress", 200).replace("200.5", "201")))
        .then(
            page(
                null,
                row("Build", "Compile", "a", "InProgress", 100).replace("100.5", "100.1"),
                row("Build", "Test", "b", "Succeeded", 200).replace("200.5", "201")));

    assertThat(gateway().actions(TARGET))
        .extracting(ActionSighting::actionExecutionId, ActionSighting::status)
        .containsExactly(tuple("a", "Abandoned"), tuple("b", "Succeeded"));
  }

  @Test
  void boundsWhatAProviderWrote() throws Exception {
    aws.then(
        page(
            null,
            row("Build", "Compile", "a", "Abandoned", 100)
                .replace("Build running", "line\\none " + "s".repeat(3000))
                .replace("https://console.example.org/build|1#x", "ftp://example.org")
                .replace("build:1", "i".repeat(1501)),
            row("Build", "Compile", "b", "Abandoned", 101)
                .replace("https://console", "https://" + "u".repeat(2048))));

    List<ActionSighting> actions = gateway().actions(TARGET);

    assertThat(actions.get(0).summary()).startsWith("line one ss").endsWith("s…").hasSize(1024);
    assertThat(actions.get(0).externalExecutionUrl()).isNull();
    assertThat(actions.get(0).externalExecutionId()).isNull();
    assertThat(actions.get(1).externalExecutionUrl()).isNull();
  }

  @Test
  void givesUpWhenATokenComesTwice() {
    aws.then(page("one")).then(page("two")).then(page("one"));

    AwsFailure failure = failure(() -> gateway().actions(TARGET));

    assertThat(failure.meaning()).isEqualTo(Meaning.NONSENSE);
    assertThat(failure.code()).isEqualTo("RepeatedToken");
    assertThat(aws.requests()).hasSize(3);
  }

  @Test
  void givesUpWhenAListDoesNotEnd() {
    AtomicInteger pages = new AtomicInteger();
    aws.then(connection -> page("token" + pages.incrementAndGet()).send(connection));

    AwsFailure failure = failure(() -> gateway().actions(TARGET));

    assertThat(failure.meaning()).isEqualTo(Meaning.NONSENSE);
    assertThat(failure.code()).isEqualTo("EndlessList");
    assertThat(aws.requests()).hasSize(200);
  }

  @Test
  void givesUpWhenAListTakesTooLong() {
    AtomicInteger pages = new AtomicInteger();
    aws.then(
        connection -> {
          nanos = Duration.ofSeconds(5 + 11L * pages.incrementAndGet()).toNanos();
          return page("token" + pages.get()).send(connection);
        });

    AwsFailure failure = failure(() -> gateway().actions(TARGET));

    assertThat(failure.meaning()).isEqualTo(Meaning.NO_ANSWER);
    assertThat(failure.code()).isEqualTo("TooSlow");
    assertThat(aws.requests()).hasSize(3);
  }

  @Test
  void failsWhenALaterPageFails() {
    aws.then(page("one", row("Build", "Compile", "a", "InProgress", 100)))
        .then(error(400, "InvalidNextTokenException", "Token expired"));

    // Reading the list again from its beginning gets another token.
    assertThat(failure(() -> gateway().actions(TARGET)).meaning()).isEqualTo(Meaning.NONSENSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PipelineExecutionNotFoundException", "PipelineNotFoundException"})
  void doesNotTakeALaggingReadModelForAnAnswer(String code) {
    aws.then(error(400, code, "No such thing"));
    CodePipelineGateway gateway = gateway();

    assertThat(failure(() -> gateway.actions(TARGET)).meaning()).isEqualTo(Meaning.NONSENSE);
    assertThat(failure(() -> gateway.stages(TARGET)).meaning()).isEqualTo(Meaning.NONSENSE);
    assertThat(failure(() -> gateway.stopTrigger(TARGET)).meaning()).isEqualTo(Meaning.NONSENSE);
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

  @Test
  void findsTheStopTriggerOnALaterPageAndReadsNoFurther() throws Exception {
    aws.then(executions("one", summary(OTHER_EXECUTION, "'stopTrigger': {'reason': 'other'}")))
        .then(executions("two", summary(EXECUTION, "'stopTrigger': {'reason': 'mine'}")))
        .then(executions(null));

    assertThat(gateway().stopTrigger(TARGET)).isEqualTo(new StopTrigger.Present("mine"));
    assertThat(aws.requests()).hasSize(2);
  }

  @Test
  void knowsAStopTriggerWithoutAReasonFromNone() throws Exception {
    aws.then(executions(null, summary(EXECUTION, "'stopTrigger': {}")))
        .then(executions(null, summary(EXECUTION, "'status': 'InProgress'")))
        .then(executions(null, "null", summary(OTHER_EXECUTION, "'stopTrigger': {'reason': 'x'}")));
    CodePipelineGateway gateway = gateway();

    assertThat(gateway.stopTrigger(TARGET)).isEqualTo(new StopTrigger.Present(""));
    assertThat(gateway.stopTrigger(TARGET)).isEqualTo(new StopTrigger.None());
    assertThat(gateway.stopTrigger(TARGET)).isEqualTo(new StopTrigger.None());
  }

  @Test
  void looksForAStopTriggerOnABoundedNumberOfPages() throws Exception {
    AtomicInteger pages = new AtomicInteger();
    aws.then(connection -> executions("token" + pages.incrementAndGet()).send(connection));

    assertThat(gateway().stopTrigger(TARGET)).isEqualTo(new StopTrigger.None());
    assertThat(aws.requests()).hasSize(20);
  }

  @Test
  void repeatsAReadThatFailed() throws Exception {
    aws.then(hangUp())
        .then(error(500, "InternalFailure", "x"))
        .then(execution(EXECUTION, "InProgress"));

    assertThat(gateway(s -> s.readAttempts(3)).execution(TARGET))
        .isInstanceOf(ExecutionSighting.Found.class);
    assertThat(aws.requests()).hasSize(3);
  }

  @Test
  void doesNotRepeatARefusal() {
    aws.then(error(400, "AccessDeniedException", "Not authorized"));

    AwsFailure failure = failure(() -> gateway(s -> s.readAttempts(3)).execution(TARGET));

    assertThat(failure)
        .isEqualTo(
            new AwsFailure(
                "GetPipelineExecution",
                "AccessDeniedException",
                "Not authorized",
                Meaning.ACCESS_DENIED));
    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void givesUpAReadThatIsNotAnswered() {
    aws.then(ScriptedAws.hang());

    AwsFailure failure =
        failure(() -> gateway(s -> s.attemptTimeout(Duration.ofMillis(300))).execution(TARGET));

    assertThat(failure.meaning()).isEqualTo(Meaning.NO_ANSWER);
    assertThat(failure.code()).isEqualTo("ApiCallAttemptTimeoutException");
  }

  @Test
  void saysSomethingShortOfAPageThatIsNotAws() {
    aws.then(status(403, "text/html", "<html>" + SECRET.repeat(1000)));

    AwsFailure failure = failure(() -> gateway().execution(TARGET));

    assertThat(failure.meaning()).isEqualTo(Meaning.NONSENSE);
    assertThat(failure.message())
        .isEqualTo(
            "HTTP status 403 without an error code of AWS: perhaps not AWS answered, but something"
                + " between");
  }

  @Test
  void doesNotKeepTheExceptionOfTheSdk() {
    aws.then(error(400, "AccessDeniedException", "Not authorized"));

    AwsFailureException e =
        catchThrowableOfType(AwsFailureException.class, () -> gateway().execution(TARGET));

    assertThat(e).hasNoCause().hasMessageNotContaining(SESSION_TOKEN);
  }

  private static AwsFailure failure(ThrowingCallable call) {
    return catchThrowableOfType(AwsFailureException.class, call).failure();
  }

  private static Answer answer(String body) {
    return json(quoted(body));
  }

  private static Answer execution(String id, String status) {
    return answer(
        "{'pipelineExecution': {'pipelineName': 'release', 'pipelineExecutionId': '%s', 'status': '%s'}}"
            .formatted(id, status));
  }

  private static Answer page(@Nullable String next, String... rows) {
    return list("actionExecutionDetails", next, rows);
  }

  private static Answer executions(@Nullable String next, String... summaries) {
    return list("pipelineExecutionSummaries", next, summaries);
  }

  private static Answer list(String name, @Nullable String next, String... items) {
    String token = next == null ? "" : ", 'nextToken': '%s'".formatted(next);
    return answer("{'%s': [%s]%s}".formatted(name, String.join(", ", items), token));
  }

  private static String summary(String id, String more) {
    return "{'pipelineExecutionId': '%s', %s}".formatted(id, more);
  }

  private static String row(String stage, String action, String id, String status, int started) {
    return """
    {'pipelineExecutionId': '%s', 'actionExecutionId': '%s', 'stageName': '%s',
     'actionName': '%s', 'status': '%s', 'startTime': %d, 'lastUpdateTime': %d.5,
     'input': {'actionTypeId': {'category': 'Build', 'owner': 'AWS', 'provider': 'CodeBuild'},
               'configuration': {'Password': '%s'}, 'resolvedConfiguration': {'P': '%s'}},
     'output': {'executionResult': {'externalExecutionId': 'build:1',
                  'externalExecutionSummary': 'Build running',
                  'externalExecutionUrl': 'https://console.example.org/build|1#x'},
                'outputVariables': {'TOKEN': '%s'}}}\
    """
        .formatted(EXECUTION, id, stage, action, status, started, started, SECRET, SECRET, SECRET);
  }
}
