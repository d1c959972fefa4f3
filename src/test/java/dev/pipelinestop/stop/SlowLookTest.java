package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * A look shows what was when it began. A process that stood still, or an AWS that answers slowly,
 * can make it old before it is judged: what has to be waited for must have passed when it began.
 */
class SlowLookTest {
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  @Test
  void noNewAttemptRestsOnALookThatBeganWhileAnEffectCouldBeHidden() {
    aws.answers(Sightings.lost());
    run.round();

    run.passes(48 - 5).lookTakes(Duration.ofSeconds(6)).round();

    assertThat(aws.sent()).hasSize(1);
    assertThat(run.reason()).isEqualTo("OutcomeUnknown");
  }

  @Test
  void aStatusFromBeforeTheStopTakesNothingBack() {
    run.round();
    aws.shows("Stopping", Sightings.action("stack", "InProgress"));
    run.passes(5).round();
    aws.shows("InProgress", Sightings.action("stack", "InProgress"));

    run.passes(20).lookTakes(Duration.ofSeconds(15)).round();

    assertThat(run.status().executionStatus()).isEqualTo("Stopping");
    assertThat(run.reason()).isEqualTo("Stopping");
  }

  @Test
  void anEndThatIsDeniedIsNotBelievedBecauseTimeHasPassedSinceItWasSeen() {
    aws.shows("Stopped", Sightings.action("stack", "InProgress"));
    run.round();

    run.passes(10).lookTakes(Duration.ofSeconds(25)).round();

    assertThat(run.reason()).isEqualTo("Settling");
  }

  @Test
  void anExecutionIsNotMissingBecauseTimeHasPassedSinceItWasLookedFor() {
    aws.shows(new ExecutionSighting.ExecutionNotFound());
    run.round();

    Instant began = run.passes(10).now();
    run.passes(60)
        .proceed(
            new Observation.Looked(
                Look.at(
                    began,
                    "111122223333",
                    "eu-west-1",
                    new ExecutionSighting.ExecutionNotFound())));

    assertThat(run.reason()).isEqualTo("WaitingForExecution");
  }
}
