package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** I5: an abandon that nobody asked for comes when abandonAfter has passed, and not before. */
class EscalationByDeadlineTest {
  private static final Instant DUE = ProtocolRun.CREATED.plus(Duration.ofMinutes(10));

  private final ActionSighting stack = Sightings.action("stack", "InProgress");
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws).asks(spec -> spec.abandonAfter("10m"));

  private void assertSent(StopMode... modes) {
    assertThat(aws.sent()).extracting(NextStep.SendStop::mode).containsExactly(modes);
  }

  @Test
  void aWaitThatHangsIsAbandonedAtItsDeadlineAndOnce() {
    run.round();
    aws.shows("Stopping", stack);
    run.runFor(Duration.between(ProtocolRun.CREATED, DUE).minusMillis(1));
    assertSent(StopMode.WAIT);

    run.at(DUE).round();
    assertSent(StopMode.WAIT, StopMode.ABANDON);
    assertThat(run.stop(StopMode.ABANDON).attemptedAt()).isEqualTo(DUE);

    run.runFor(Duration.ofHours(3));
    assertSent(StopMode.WAIT, StopMode.ABANDON);
    assertThat(run.reason()).isEqualTo("Abandoning");
  }

  @Test
  void theNextLookIsNoLaterThanTheDeadline() {
    run.round();
    aws.shows("Stopping", stack);
    run.runFor(Duration.ofMinutes(9));

    assertThat(run.at(DUE.minusSeconds(20)).round()).isEqualTo(new NextStep.WaitUntil(DUE));
  }

  @Test
  void whenItWillHappenAndToWhatIsSaid() {
    run.round();
    assertThat(run.status().abandonAt()).isEqualTo(DUE);
    assertThat(run.message()).contains("accepted", "At 2026-11-22T10:10:00Z (spec.abandonAfter)");

    aws.shows("Stopping", stack);
    run.passes(5).round();
    assertThat(run.status().abandonAt()).isEqualTo(DUE);
    assertThat(run.message())
        .contains("1 action", "action stack in stage Deploy")
        .endsWith(
            " At 2026-11-22T10:10:00Z (spec.abandonAfter) what is still in progress is abandoned;"
                + " what it started outside CodePipeline goes on.");

    aws.shows("Stopping", Sightings.approval("go-live"));
    run.passes(5).round();
    assertThat(run.reason()).isEqualTo("WaitingForApproval");
    assertThat(run.message()).contains("go-live", "At 2026-11-22T10:10:00Z (spec.abandonAfter)");
  }

  @Test
  void onceItHasHappenedOrCannotItIsNoLongerAnnounced() {
    run.round();
    aws.shows("Stopping", stack);
    run.at(DUE).round();
    assertThat(run.status().abandonAt()).isNull();

    ProtocolRun ended = new ProtocolRun(aws).asks(spec -> spec.abandonAfter("10m"));
    aws.shows("InProgress", stack);
    ended.round();
    aws.shows("Stopped");
    ended.passes(5).round();
    assertThat(ended.reason()).isEqualTo("Stopped");
    assertThat(ended.status().abandonAt()).isNull();
    assertThat(ended.message()).doesNotContain("abandonAfter");
  }

  @Test
  void aPersonIsFaster() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(5).round();

    run.abandon().passes(5).round();
    run.runFor(Duration.ofHours(1));

    assertSent(StopMode.WAIT, StopMode.ABANDON);
    assertThat(run.status().abandonAt()).isNull();
  }

  @Test
  void itCountsFromTheAcceptedWaitAndNotFromTheRequest() {
    aws.answers(Sightings.refused(AwsFailure.Meaning.BUSY));
    run.round();
    run.passes(Duration.ofMinutes(4)).round();
    aws.shows("Stopping", stack);

    assertThat(run.status().abandonAt()).isEqualTo(DUE.plus(Duration.ofMinutes(4)));
    run.at(DUE).round();
    assertSent(StopMode.WAIT, StopMode.WAIT);
    run.at(DUE.plus(Duration.ofMinutes(4))).round();
    assertSent(StopMode.WAIT, StopMode.WAIT, StopMode.ABANDON);
  }

  @Test
  void aWaitOfSomebodyElseCountsFromWhenItWasSeen() {
    aws.shows("Stopping", stack);
    run.passes(60).round();

    run.at(DUE.plusSeconds(59)).round();
    assertSent();
    run.at(DUE.plusSeconds(60)).round();
    assertSent(StopMode.ABANDON);
  }

  @Test
  void anUnconfirmedWaitIsNotEscalated() {
    aws.answers(Sightings.lost());
    run.asks(spec -> spec.abandonAfter("20s")).round();

    run.passes(40).round();

    assertSent(StopMode.WAIT);
    assertThat(run.status().abandonAt()).isNull();
  }

  @Test
  void aWaitWhoseEffectDoesNotShowIsNotEscalated() {
    run.asks(spec -> spec.abandonAfter("5s"));

    run.runFor(Duration.ofHours(2));

    assertSent(StopMode.WAIT);
    assertThat(run.status().abandonAt()).isNull();
  }

  @Test
  void afterTheBoundOfAFirstStopItStillEscalates() {
    run.asks(spec -> spec.notAfter(ProtocolRun.CREATED.plusSeconds(30))).round();
    aws.shows("Stopping", stack);

    run.runFor(Duration.ofMinutes(20));

    assertSent(StopMode.WAIT, StopMode.ABANDON);
  }

  @Test
  void aRetriedExecutionIsNeverAbandoned() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(5).round();
    aws.shows("InProgress", stack);
    run.runFor(Duration.ofMinutes(5));
    assertThat(run.reason()).isEqualTo("ExecutionResumed");

    aws.shows("Stopping", stack);
    run.at(DUE).runFor(Duration.ofHours(1));

    assertSent(StopMode.WAIT);
  }

  @Test
  void aRetryThatNobodySawIsNotAbandonedWhenItIsStoppedAgain() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(5).round();

    // The operator is away, and the execution stops, is retried, and is stopped by somebody.
    aws.shows("Stopping", Sightings.started(stack, DUE.minusSeconds(60)));
    run.at(DUE).runFor(Duration.ofHours(1));

    assertSent(StopMode.WAIT);
    assertThat(run.status().abandonAt()).isNull();
    assertThat(run.message()).contains("somebody retried the execution");
  }

  @Test
  void nothingIsAbandonedAfterTheEndWasSeen() {
    run.round();
    aws.shows("Stopped", stack);
    run.at(DUE.minusSeconds(10)).round();
    assertThat(run.reason()).isEqualTo("Settling");

    aws.shows("Stopping", stack);
    run.at(DUE).runFor(Duration.ofHours(1));

    assertSent(StopMode.WAIT);
  }

  @Test
  void anAbandonThatIsNotTakenIsTriedAgain() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(5).round();
    aws.answers(Sightings.notStoppable(), Sightings.refused(AwsFailure.Meaning.BUSY));

    run.runFor(Duration.ofMinutes(15));

    assertSent(StopMode.WAIT, StopMode.ABANDON, StopMode.ABANDON, StopMode.ABANDON);
    assertThat(run.outcome(StopMode.ABANDON)).isEqualTo(StopOutcome.ACCEPTED);
  }

  @Test
  void aFailingLookAtTheDeadlineOnlyDelaysIt() {
    run.round();
    aws.shows("Stopping", stack);
    run.passes(5).round();

    run.at(DUE).lookFails(AwsFailure.Meaning.UNREACHABLE, 1);
    assertSent(StopMode.WAIT);
    run.passes(3).round();

    assertSent(StopMode.WAIT, StopMode.ABANDON);
  }
}
