package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** I1: no stop but of the pinned execution. */
class PinnedExecutionTest {
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  @Test
  void theExecutionIsPinnedWithItsAccountAndRegionBeforeItIsStopped() {
    run.roundUntilSend();

    assertThat(run.status().pipelineExecutionId()).isEqualTo(ProtocolRun.EXECUTION);
    assertThat(run.status().account()).isEqualTo("111122223333");
    assertThat(run.status().region()).isEqualTo("eu-west-1");
  }

  @Test
  void theRegionThatTheRequestNamesCounts() {
    run.asks(spec -> spec.region("us-gov-west-1")).round();

    assertThat(run.status().region()).isEqualTo("us-gov-west-1");
    assertThat(aws.sent().getFirst().target().region()).isEqualTo("us-gov-west-1");
  }

  @Test
  void theFirstStopIsSentWhereTheLookWas() {
    run.round();

    assertThat(aws.sent().getFirst().target().region()).isEqualTo("eu-west-1");
  }

  @Test
  void aRequestThatNamesNoRegionStaysWhereItWasFirstLookedAt() {
    aws.answers(Sightings.refused(AwsFailure.Meaning.BUSY));
    run.round();

    run.operatorIn("us-east-1").passes(30).round();

    assertThat(run.status().region()).isEqualTo("eu-west-1");
    assertThat(aws.sent()).hasSize(2);
    assertThat(aws.sent().getLast().target().region()).isEqualTo("eu-west-1");
  }

  @Test
  void whatIsSeenInAnotherRegionIsNotTakenForIt() {
    run.round();

    Look elsewhere =
        Look.at(run.now(), "111122223333", "us-east-1", Sightings.execution("Stopped"));
    run.passes(5).proceed(new Observation.Looked(elsewhere));

    assertThat(run.reason()).isEqualTo("OtherAccount");
    assertThat(run.message()).contains("eu-west-1", "us-east-1");
    assertThat(run.status().executionStatus()).isEqualTo("InProgress");
  }

  @Test
  void inAnotherAccountNothingIsSentOrMirrored() {
    aws.answers(Sightings.refused(AwsFailure.Meaning.BUSY));
    run.round();
    aws.shows("Stopped");

    run.inAccount("444455556666").passes(30).runFor(Duration.ofMinutes(5));

    assertThat(run.reason()).isEqualTo("OtherAccount");
    assertThat(run.message()).contains("111122223333", "444455556666");
    assertThat(run.status().executionStatus()).isEqualTo("InProgress");
    assertThat(aws.sent()).hasSize(1);
  }

  @Test
  void backInItsAccountItGoesOn() {
    aws.answers(Sightings.refused(AwsFailure.Meaning.BUSY));
    run.round();
    run.inAccount("444455556666").passes(30).round();

    run.inAccount("111122223333").passes(30).round();

    assertThat(aws.sent()).hasSize(2);
  }
}
