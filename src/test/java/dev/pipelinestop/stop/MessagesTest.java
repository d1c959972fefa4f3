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
                + " after 7 days. Approving it, rejecting it, or setting spec.abandon to true ends"
                + " it now.");
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
