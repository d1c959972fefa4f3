package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** I3: no stop without a durable attempt, no attempt sent twice. */
class DurableAttemptTest {
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  @Test
  void theAttemptIsRecordedBeforeItIsSent() {
    NextStep.SendStop step = run.roundUntilSend();

    var recorded = run.stop(StopMode.WAIT);
    assertThat(recorded.attemptId()).isEqualTo(step.attemptId());
    assertThat(recorded.reason()).isEqualTo(step.reason());
    assertThat(recorded.attempts()).isEqualTo(1);
    assertThat(recorded.recordedAt()).isEqualTo(run.now());
    assertThat(recorded.attemptedAt()).isEqualTo(run.now());
    assertThat(recorded.answeredAt()).isNull();
    assertThat(run.reason()).isEqualTo("StopRecorded");
  }

  @Test
  void anAttemptThatWasNotSentIsFollowedByAnotherOne() {
    Instant first = run.now();
    NextStep.SendStop step = run.roundUntilSend();
    run.answer(step, new StopAnswer.NotSent());
    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.REFUSED);

    run.runFor(Duration.ofSeconds(10));

    assertThat(aws.sent()).extracting(NextStep.SendStop::attemptId).containsExactly("attempt-2");
    assertThat(run.stop(StopMode.WAIT).recordedAt()).isEqualTo(first);
  }

  @Test
  void theAnswerToAnAttemptThatWasNeverWrittenChangesNothing() {
    run.proceed(
        new Observation.StopAnswered(
            StopMode.WAIT, "another", new StopAnswer.NotSent(), run.now()));

    assertThat(aws.sent()).extracting(NextStep.SendStop::attemptId).containsExactly("attempt-1");
  }

  @Test
  void nothingEndsWhileAnotherProcessMaySendThoughAnEffectSeemsToShow() {
    run.roundUntilSend();
    aws.shows("Stopped");

    run.passes(3).round();
    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.ACCEPTED);
    assertThat(run.stop(StopMode.WAIT).answeredAt()).as("it may be under way").isNull();
    run.runFor(Duration.ofSeconds(10 + 8 - 3).minusMillis(1));
    assertThat(run.status().finishedAt()).isNull();

    run.runFor(Duration.ofMillis(1));
    assertThat(run.reason()).isEqualTo("Stopped");
    assertThat(run.stop(StopMode.WAIT).answeredAt()).isEqualTo(run.now());
  }
}
