package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** I6: what is finished stays as it is; and nothing finishes while a stop may still be sent. */
class FinishedRequestTest {
  private final ActionSighting stack = Sightings.action("stack", "InProgress");
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  /** What is decided where this status is found. */
  private Decision decide(PipelineStopRequestStatus found, Observation observation) {
    Request request = run.request();
    return new StopProtocol(Timing.standard(), () -> "attempt-1")
        .decide(
            new Request(
                request.namespace(),
                request.name(),
                request.uid(),
                request.createdAt(),
                request.generation(),
                request.spec(),
                found),
            observation,
            Now.of(run.now()));
  }

  private Observation inProgress() {
    return new Observation.Looked(
        Look.at(run.now(), "111122223333", "eu-west-1", Sightings.execution("InProgress"))
            .withActions(List.of(stack))
            .withStages(List.of())
            .withStopTrigger(new StopTrigger.None()));
  }

  @Test
  void anEditIsAcknowledgedAndNothingElse() {
    aws.shows("Stopped");
    run.round();

    assertThat(run.abandon().passes(5).round()).isInstanceOf(NextStep.Finished.class);

    assertThat(run.status().observedGeneration()).isEqualTo(2);
    assertThat(run.status().conditions())
        .extracting(Condition::observedGeneration)
        .containsOnly(2L);
    assertThat(aws.sent()).isEmpty();
    int writes = run.writes();
    run.round();
    assertThat(run.writes()).isEqualTo(writes);
  }

  /** The API server refuses every write that would take it back. */
  @Test
  void aResultThatSomebodyWroteWithoutItsTimeIsOneToo() {
    Condition forged =
        new Condition("Succeeded", "True", "ByHand", "Done.", ProtocolRun.CREATED, 1L);
    PipelineStopRequestStatus status = run.status().with().conditions(List.of(forged)).build();

    Decision decision = decide(status, new Observation.Nothing());

    assertThat(decision.next()).isInstanceOf(NextStep.Finished.class);
    assertThat(decision.status().finishedAt()).isEqualTo(run.now());
    assertThat(decision.status().conditions())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("observedGeneration")
        .containsExactly(forged);
  }

  @Test
  void aTurnThatSomebodyWroteForATimeToComeIsSaid() {
    Instant later = run.now().plus(Duration.ofDays(3650));
    Stop written =
        new Stop(StopMode.WAIT, later, later, 1, "by-hand", later, StopOutcome.REFUSED, "");
    Decision decision = decide(run.status().with().stops(List.of(written)).build(), inProgress());

    assertThat(decision.next()).isInstanceOf(NextStep.WaitUntil.class);
    assertThat(decision.status().condition("Succeeded").orElseThrow())
        .matches(condition -> condition.reason().equals("StopRecorded"))
        .matches(condition -> !condition.message().isBlank());
  }

  @Test
  void anEndThatSomebodyWroteForATimeToComeIsSaid() {
    Instant later = run.now().plus(Duration.ofDays(3650));
    Decision decision = decide(run.status().with().settledSince(later).build(), inProgress());

    assertThat(decision.next()).isInstanceOf(NextStep.WaitUntil.class);
    assertThat(decision.status().condition("Succeeded").orElseThrow())
        .matches(condition -> condition.reason().equals("Settling"))
        .matches(condition -> condition.message().contains("Create a new request"));
  }

  @Test
  void noObservationChangesAResult() {
    aws.shows("Failed");
    run.round();

    run.passes(5).lookFails(AwsFailure.Meaning.CREDENTIALS, 9);
    run.proceed(
        new Observation.Looked(
            Look.at(run.now(), "444455556666", "us-east-1", Sightings.execution("InProgress"))));
    run.proceed(
        new Observation.StopAnswered(
            StopMode.WAIT, "attempt-1", new StopAnswer.Accepted(), run.now()));
    run.unknownField("new").round();

    assertThat(run.reason()).isEqualTo("ExecutionFailed");
  }

  @ParameterizedTest
  @CsvSource({
    "Failed, ExecutionFailed",
    "Cancelled, ExecutionCancelled",
    "Superseded, ExecutionSuperseded",
    "Succeeded, ExecutionSucceeded"
  })
  void anEndIsNoResultWhileAnotherProcessMaySend(String status, String reason) {
    run.roundUntilSend();
    aws.shows(status);

    run.passes(3).round();
    assertThat(run.status().finishedAt()).isNull();
    assertThat(run.status().settledSince()).isEqualTo(run.now());
    assertThat(run.status().condition("Stopped").orElseThrow().reason()).isEqualTo(status);

    run.runFor(Duration.ofSeconds(15));
    assertThat(run.reason()).isEqualTo(reason);
    assertThat(aws.sent()).isEmpty();
  }

  @Test
  void theAnswerThatComesAfterTheEndWasSeenIsRecorded() {
    NextStep.SendStop sent = run.roundUntilSend();
    aws.shows("Failed");
    run.passes(3).round();

    run.answer(sent, Sightings.notStoppable());
    run.runFor(Duration.ofSeconds(30));

    assertThat(run.reason()).isEqualTo("ExecutionFailed");
  }

  @Test
  void aStopThatWasStoppedIsTheResult() {
    run.round();
    aws.shows("Stopped", Sightings.action("stack", "Succeeded"));

    run.passes(5).round();

    assertThat(run.reason()).isEqualTo("Stopped");
    assertThat(run.message()).contains("No action was abandoned");
  }

  @Test
  void whatWasAbandonedIsSaidAtTheEnd() {
    run.abandon().round();
    aws.shows("Stopped", Sightings.action("stack", "Abandoned"));

    run.passes(5).round();

    assertThat(run.message()).contains("1 action was abandoned", "may still be running");
    assertThat(run.status().abandonedActions()).hasSize(1);
  }

  @Test
  void aStopThatCameTooLateIsSaid() {
    run.round();
    aws.shows("Succeeded", Sightings.action("stack", "Succeeded"));

    run.passes(5).round();

    assertThat(run.reason()).isEqualTo("ExecutionSucceeded");
    assertThat(run.message()).contains("too late");
  }

  @Test
  void actionsThatDisagreeAreReadAgainForAWhile() {
    run.round();
    aws.shows("Stopped", stack);
    run.passes(5).round();
    assertThat(run.reason()).isEqualTo("Settling");
    assertThat(run.conditionStatus("Stopped")).isEqualTo("True");

    aws.shows("Stopped", Sightings.action("stack", "Abandoned"));
    run.runFor(Duration.ofSeconds(10));

    assertThat(run.reason()).isEqualTo("Stopped");
    assertThat(run.status().abandonedActionCount()).isEqualTo(1);
  }
}
