package dev.pipelinestop.codepipeline;

import static dev.pipelinestop.codepipeline.ScriptedAws.error;
import static dev.pipelinestop.codepipeline.ScriptedAws.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pipelinestop.codepipeline.ScriptedAws.Answer;
import dev.pipelinestop.stop.ActionSighting;
import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The actions of an execution, a page after the other. */
class ActionReadsTest extends GatewayFixture {
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

  private static Answer page(@Nullable String next, String... rows) {
    return list("actionExecutionDetails", next, rows);
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
