package dev.pipelinestop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    Schedule failing = new Search().first(mistake).orElseThrow().schedule();
    Stream<Planned> more =
        IntStream.rangeClosed(20, 25).mapToObj(step -> Planned.at(step, Trouble.TOUCH, 0));
    Schedule whole =
        new Schedule(failing.scenario(), Stream.concat(more, failing.troubles().stream()).toList());
    Shrinking shrinking = new Shrinking(whole, schedule -> Run.of(schedule, mistake));
    Schedule smallest = shrinking.only(shrinking.smallest());
    assertThat(smallest).isEqualTo(failing);
    assertThat(Run.of(smallest, mistake).violation()).isNotNull();
    assertThat(shrinking.failure(17))
        .hasMessageContaining(smallest.toString())
        .hasMessageContaining("-Dsimulation.seed=17 -Dsimulation.keep=");
  }
}
