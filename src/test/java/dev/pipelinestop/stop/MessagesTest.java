package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads. */
class MessagesTest {
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  @Test
  void aPendingApprovalIsNamedWithTheThreeWaysOut() {
    aws.shows("Stopping", Sightings.action("stack", "InProgress"), Sightings.approval("go-live"));

    run.round();

    assertThat(run.reason()).isEqualTo("WaitingForApproval");
    assertThat(run.message())
        .isEqualTo(
            "Waiting for a manual approval: action go-live in stage Deploy (Manual) since"
                + " 2026-11-22T09:00:00Z. By itself it ends only when it times out, by default"
                + " after 7 days. Approving or rejecting it ends it now. To abandon instead of"
                + " waiting, set spec.abandon to true.");
  }

  @Test
  void whoHasAskedForTheAbandonIsToldThatItIsTriedAgain() {
    run.round();
    aws.shows("Stopping", Sightings.approval("go-live"));
    run.passes(5).round();
    aws.answers(Sightings.notStoppable());
    run.abandon().round();
    assertThat(run.reason()).isEqualTo("NotStoppableYet");

    run.passes(1).round();

    assertThat(run.reason()).isEqualTo("WaitingForApproval");
    assertThat(run.message())
        .endsWith("ends it now. The abandon was not accepted so far and is tried again.");
  }

  @Test
  void whyNothingIsAbandonedThatIsInAnotherStageIsSaid() {
    aws.shows("Stopping", Sightings.action("stack", "InProgress"))
        .showsInStage(Sightings.inStage(ProtocolRun.EXECUTION, "InProgress"));
    run.asksForStage("Build").abandon().round();

    assertThat(aws.sent()).isEmpty();
    assertThat(run.message())
        .contains("Waiting for 1 action to complete", "It is not abandoned", "in the stage")
        .doesNotContain("set spec.abandon");
  }

  @Test
  void whichStopShowsNoEffectIsSaid() {
    run.round();
    run.passes(20);
    aws.answers(Sightings.refused(AwsFailure.Meaning.BUSY));
    run.abandon().round();

    run.passes(29).round();

    assertThat(run.message())
        .startsWith(
            "AWS accepted the stop (stop and wait) at 2026-11-22T10:00:00Z, but still reports"
                + " InProgress. Nothing more is sent, not even an abandon");
  }

  @Test
  void aStopThatWasUnderWayAlreadyIsNotSaidToBeAccepted() {
    aws.answers(Sightings.alreadyStopping());
    run.round();

    run.runFor(Duration.ofMinutes(1));

    assertThat(run.message())
        .startsWith("AWS said that it was stopping the execution already")
        .doesNotContain("accepted");
  }

  @Test
  void theActionsThatAreWaitedForAreNamed() {
    aws.shows(
        "Stopping",
        Sightings.action("a", "InProgress"),
        Sightings.action("b", "InProgress"),
        Sightings.action("c", "InProgress"),
        Sightings.action("d", "InProgress"));

    run.round();

    assertThat(run.message())
        .contains("4 actions", "action a in stage Deploy", "action c", "…", "spec.abandon")
        .doesNotContain("action d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"InProgress", "Stopping", "Stopped", "Paused"})
  void noMessageChangesWithTimeAlone(String status) {
    run.round();
    aws.shows(status, Sightings.action("stack", "InProgress"));
    run.passes(40).round();
    String message = run.message();
    int writes = run.writes();

    if (run.status().finishedAt() == null) {
      run.passes(Duration.ofMillis(1234)).round();
      run.passes(Duration.ofMillis(7890)).round();
    }

    assertThat(run.message()).isEqualTo(message);
    assertThat(run.writes()).isEqualTo(writes);
  }

  @Test
  void theWaitForALostAnswerDoesNotChangeWithTimeAlone() {
    aws.answers(Sightings.lost());
    run.round();
    run.passes(2).round();
    int writes = run.writes();

    run.passes(20).round();

    assertThat(run.writes()).isEqualTo(writes);
  }

  @Test
  void aMessageIsBoundedBetweenCharacters() {
    aws.shows(Sightings.execution("😀".repeat(600)));

    run.round();

    assertThat(run.message().length()).isBetween(990, 1000);
    assertThat(run.message()).endsWith("😀…");
  }

  @ParameterizedTest
  @CsvSource({"1000, 0", "1001, 1"})
  void onlyWhatIsTooLongIsCut(int length, int cut) {
    String text = Messages.cut("x".repeat(length), 1000);

    assertThat(text).hasSize(1000).isEqualTo("x".repeat(1000 - cut) + "…".repeat(cut));
  }

  @Test
  void aCharacterThatWouldBeCutInHalfIsLeftOut() {
    assertThat(Messages.cut("x".repeat(998) + "😀" + "y".repeat(10), 1000))
        .isEqualTo("x".repeat(998) + "…");
  }
}
