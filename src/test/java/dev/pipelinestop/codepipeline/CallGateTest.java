package dev.pipelinestop.codepipeline;

import static dev.pipelinestop.codepipeline.ScriptedAws.error;
import static dev.pipelinestop.codepipeline.ScriptedAws.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.stop.StopAnswer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A process that must not call AWS. */
final class CallGateTest extends GatewayFixture {
  private static final String ACCEPTED = "{\"pipelineExecutionId\":\"" + EXECUTION + "\"}";

  @Test
  void nothingIsRead() {
    aws.then(json("{}"));
    assertThatThrownBy(() -> gateway(s -> s.gate(() -> false)).execution(TARGET))
        .isInstanceOf(AwsFailureException.class);
    try (Identity identity = clients(s -> s.gate(() -> false)).identity("eu-central-1")) {
      assertThatThrownBy(identity::account).isInstanceOf(AwsFailureException.class);
    }
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void nothingIsTriedAgain() {
    aws.then(error(500, "InternalFailure", "x"));
    aws.then(json("{}"));
    CodePipelineGateway gateway =
        gateway(s -> s.readAttempts(3).gate(() -> aws.requests().isEmpty()));
    assertThatThrownBy(() -> gateway.execution(TARGET)).isInstanceOf(AwsFailureException.class);
    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void noStopIsSent() {
    aws.then(json(ACCEPTED));
    assertThat(gateway(s -> s.gate(() -> false)).stop(step(StopMode.WAIT), nanos))
        .isEqualTo(new StopAnswer.NotSent());
    assertThat(aws.requests()).isEmpty();
  }

  /** However often it was open before: what counts is the moment before it is sent. */
  @Test
  void noStopIsSentWhenItShutsWhileTheStopIsPrepared() {
    aws.then(json(ACCEPTED));
    AtomicInteger asked = new AtomicInteger();
    assertThat(
            gateway(s -> s.gate(() -> asked.incrementAndGet() > 0))
                .stop(step(StopMode.WAIT), nanos))
        .isEqualTo(new StopAnswer.Accepted());
    int last = asked.get();
    assertThat(last).isGreaterThan(1);

    for (int open = 0; open < last; open++) {
      AtomicInteger left = new AtomicInteger(open);
      assertThat(
              gateway(s -> s.gate(() -> left.getAndDecrement() > 0))
                  .stop(step(StopMode.WAIT), nanos))
          .as("open %d times", open)
          .isEqualTo(new StopAnswer.NotSent());
    }
    assertThat(aws.requests()).as("the one that was accepted").hasSize(1);
  }
}
