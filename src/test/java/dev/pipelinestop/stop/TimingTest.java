package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The periods that an administrator sets are those that count. */
class TimingTest {
  private final ScriptedAws aws = new ScriptedAws();

  @Test
  void theBoundOfAFirstStop() {
    Timing timing = Timing.standard().withDefaultNotAfter(Duration.ofMinutes(10));
    ProtocolRun run = new ProtocolRun(aws, timing);

    run.at(ProtocolRun.CREATED.plus(Duration.ofMinutes(10))).round();

    assertThat(run.reason()).isEqualTo("Expired");
  }

  @Test
  void theGraceOfAnExecutionThatIsNotFound() {
    Timing timing = Timing.standard().withNotFoundGrace(Duration.ofSeconds(3));
    ProtocolRun run = new ProtocolRun(aws, timing);
    aws.shows(new ExecutionSighting.ExecutionNotFound());

    run.round();
    assertThat(run.reason()).isEqualTo("WaitingForExecution");

    run.passes(3).round();
    assertThat(run.reason()).isEqualTo("ExecutionNotFound");
  }

  @Test
  void oneDoesNotChangeTheOther() {
    Timing standard = Timing.standard();

    assertThat(
            standard
                .withDefaultNotAfter(Duration.ofMinutes(10))
                .withNotFoundGrace(Duration.ofSeconds(3))
                .withDefaultNotAfter(standard.defaultNotAfter())
                .withNotFoundGrace(standard.notFoundGrace()))
        .isEqualTo(standard);
  }
}
