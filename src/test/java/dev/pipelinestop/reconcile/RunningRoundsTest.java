package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunningRoundsTest {
  private long now;
  private final RunningRounds rounds = new RunningRounds(() -> now);

  @Test
  void theLongestStepCountsAndNotTheRound() {
    assertThat(rounds.longestStep()).isZero();
    try (RunningRounds.RunningRound first = rounds.begin()) {
      now += Duration.ofMinutes(2).toNanos();
      try (RunningRounds.RunningRound second = rounds.begin()) {
        now += Duration.ofMinutes(1).toNanos();
        assertThat(rounds.count()).isEqualTo(2);
        assertThat(rounds.longestStep()).isEqualTo(Duration.ofMinutes(3));
        first.step();
        assertThat(rounds.longestStep()).isEqualTo(Duration.ofMinutes(1));
        second.step();
        assertThat(rounds.longestStep()).isZero();
      }
      assertThat(rounds.count()).isEqualTo(1);
    }
    assertThat(rounds.count()).isZero();
  }

  /** A round may take its time as a whole: every write here takes four minutes. */
  @Test
  void aRoundTellsOfItsSteps() {
    Stand stand = new Stand();
    stand.request("shop", stand.running(Duration.ofHours(1)), true);
    List<Duration> steps = new ArrayList<>();
    RoundRunner[] runner = new RoundRunner[1];
    runner[0] =
        stand.runnerOver(
            new Slow(
                stand.store(),
                () -> {
                  stand.passes(Duration.ofMinutes(4));
                  steps.add(runner[0].longestStep());
                  assertThat(runner[0].running()).isEqualTo(1);
                }));

    var unused = runner[0].run(stand.store().get());

    assertThat(steps).hasSizeGreaterThan(1).containsOnly(Duration.ofMinutes(4));
    assertThat(runner[0].running()).isZero();
  }

  /** A store whose writes take time. */
  private static final class Slow extends WrappedRequestStore {
    private final Runnable passing;

    Slow(RequestStore store, Runnable passing) {
      super(store);
      this.passing = passing;
    }

    @Override
    public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
      passing.run();
      return super.writeStatus(request);
    }
  }
}
