package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What follows from the answer to a stop, and from each status that is seen after it. */
class AnswersTest {
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  static final List<Arguments> ANSWERS =
      List.of(
          Arguments.of(new StopAnswer.Accepted(), StopOutcome.ACCEPTED, "StopAccepted"),
          Arguments.of(Sightings.alreadyStopping(), StopOutcome.ALREADY_STOPPING, "StopAccepted"),
          Arguments.of(Sightings.notStoppable(), StopOutcome.NOT_STOPPABLE, "NotStoppableYet"),
          Arguments.of(new StopAnswer.NotSent(), StopOutcome.REFUSED, "StopRecorded"),
          Arguments.of(Sightings.lost(), StopOutcome.UNKNOWN, "OutcomeUnknown"),
          Arguments.of(
              Sightings.refused(AwsFailure.Meaning.BUSY), StopOutcome.REFUSED, "PipelineBusy"));

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void isRecordedWithItsReason(StopAnswer answer, StopOutcome outcome, String reason) {
    aws.answers(answer);

    NextStep next = run.round();

    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(outcome);
    assertThat(run.stop(StopMode.WAIT).answeredAt()).isEqualTo(run.now());
    assertThat(run.reason()).isEqualTo(reason);
    assertThat(run.conditionStatus("Succeeded")).isEqualTo("Unknown");
    assertThat(next).isInstanceOf(NextStep.WaitUntil.class);
  }

  /** Status seen 3 s after the answer: the reason that follows, and the number of stops sent. */
  private record Row(StopMode mode, StopAnswer answer, String status, String reason, int sent) {}

  static final List<Row> TABLE =
      Stream.of(StopMode.values())
          .flatMap(
              mode ->
                  Stream.of(
                      new Row(mode, new StopAnswer.Accepted(), "InProgress", "StopAccepted", 1),
                      new Row(mode, new StopAnswer.Accepted(), "Stopping", "Stopping", 1),
                      new Row(mode, new StopAnswer.Accepted(), "Stopped", "Stopped", 1),
                      new Row(
                          mode, new StopAnswer.Accepted(), "Succeeded", "ExecutionSucceeded", 1),
                      new Row(mode, new StopAnswer.Accepted(), "Failed", "ExecutionFailed", 1),
                      new Row(mode, new StopAnswer.Accepted(), "Paused", "UnrecognizedStatus", 1),
                      new Row(mode, Sightings.alreadyStopping(), "InProgress", "StopAccepted", 1),
                      new Row(mode, Sightings.alreadyStopping(), "Stopping", "Stopping", 1),
                      new Row(mode, Sightings.alreadyStopping(), "Stopped", "Stopped", 1),
                      new Row(mode, Sightings.notStoppable(), "InProgress", "StopAccepted", 2),
                      new Row(mode, Sightings.notStoppable(), "Stopped", "AlreadyStopped", 1),
                      new Row(mode, Sightings.notStoppable(), "Succeeded", "ExecutionSucceeded", 1),
                      new Row(mode, Sightings.lost(), "InProgress", "OutcomeUnknown", 1),
                      new Row(mode, Sightings.lost(), "Stopping", "Stopping", 1),
                      new Row(mode, Sightings.lost(), "Stopped", "Stopped", 1),
                      new Row(mode, Sightings.lost(), "Failed", "ExecutionFailed", 1),
                      new Row(mode, Sightings.lost(), "Paused", "UnrecognizedStatus", 1),
                      new Row(mode, new StopAnswer.NotSent(), "InProgress", "StopAccepted", 2),
                      new Row(
                          mode, new StopAnswer.NotSent(), "Superseded", "ExecutionSuperseded", 1),
                      new Row(
                          mode,
                          Sightings.refused(AwsFailure.Meaning.THROTTLED),
                          "InProgress",
                          "StopAccepted",
                          2),
                      new Row(
                          mode,
                          Sightings.refused(AwsFailure.Meaning.BUSY),
                          "Cancelled",
                          "ExecutionCancelled",
                          1)))
          .toList();

  @ParameterizedTest
  @FieldSource("TABLE")
  void isFollowedByWhatTheStatusSays(Row row) {
    aws.answers(row.answer());
    if (row.mode() == StopMode.ABANDON) {
      run.abandon();
    }
    run.round();

    aws.shows(
        row.status(),
        Sightings.action("stack", row.status().equals("InProgress") ? "InProgress" : "Succeeded"));
    run.passes(3).round();

    String reason =
        row.mode() == StopMode.ABANDON && row.reason().equals("Stopping")
            ? "Abandoning"
            : row.reason();
    assertThat(run.reason()).isEqualTo(reason);
    assertThat(aws.sent()).hasSize(row.sent());
  }

  @ParameterizedTest
  @EnumSource(StopMode.class)
  void aStopThatIsNotStoppableIsTriedSoonerWhenAnActionStarts(StopMode mode) {
    if (mode == StopMode.ABANDON) {
      run.abandon();
    }
    for (int i = 0; i < 6; i++) {
      aws.answers(Sightings.notStoppable());
    }
    aws.shows("InProgress");
    while (aws.sent().size() < 6) {
      run.at(((NextStep.WaitUntil) run.round()).instant());
    }
    run.passes(1).round();
    assertThat(aws.sent()).hasSize(6);

    aws.shows("InProgress", Sightings.started(Sightings.action("next", "InProgress"), run.now()));
    run.passes(1).round();

    assertThat(aws.sent()).hasSize(7);
  }

  @Test
  void refusalsAreTriedAgainWithGrowingPauses() {
    for (int i = 0; i < 100; i++) {
      aws.answers(Sightings.refused(AwsFailure.Meaning.BUSY));
    }

    run.runFor(Duration.ofMinutes(10));

    assertThat(aws.sent().size()).isBetween(9, 15);
  }

  @Test
  void aRefusalThatAPersonHasToCureIsTriedAgainRarely() {
    for (int i = 0; i < 100; i++) {
      aws.answers(Sightings.refused(AwsFailure.Meaning.ACCESS_DENIED));
    }

    run.runFor(Duration.ofMinutes(30));

    assertThat(run.reason()).isEqualTo("AccessDenied");
    assertThat(aws.sent().size()).isBetween(6, 12);
  }
}
