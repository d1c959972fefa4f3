package dev.pipelinestop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same seed gives the same run, to the last step; so does what is left of it when it fails. */
class DeterminismTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1000, 2000, 3000, 4000, 5000})
  void theSameSeedGivesTheSameRun(long seed) {
    Run once = Run.of(RandomSchedule.of(seed));
    Run again = Run.of(RandomSchedule.of(seed));
    assertThat(again.trace()).hasSizeGreaterThan(5).isEqualTo(once.trace());
    assertThat(again.effects()).isEqualTo(once.effects());
    assertThat(again.ended()).isEqualTo(once.ended());
  }

  @Test
  void aFailureIsMadeSmallerAndFailsAgain() {
    Mistake mistake = ShellMistake.LOST_WRITE_IS_DONE;
    Run failed =
        LongStream.range(0, 1000)
            .mapToObj(seed -> Run.of(RandomSchedule.of(seed), mistake))
            .filter(run -> run.violation() != null && run.schedule().troubles().size() > 5)
            .findFirst()
            .orElseThrow();
    Shrinking shrinking = new Shrinking(failed.schedule(), schedule -> Run.of(schedule, mistake));
    Schedule smallest = shrinking.only(shrinking.smallest());
    assertThat(smallest.troubles()).hasSizeBetween(1, 3);
    assertThat(Run.of(smallest, mistake).violation()).isNotNull();
    assertThat(shrinking.failure(17))
        .hasMessageContaining(smallest.toString())
        .hasMessageContaining("-Dsimulation.seed=17 -Dsimulation.keep=");
  }
}
