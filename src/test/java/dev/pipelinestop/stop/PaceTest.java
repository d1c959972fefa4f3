package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final Instant BASE = ProtocolRun.CREATED;

  private static Duration pauseAfter(Duration passed) {
    return Duration.between(BASE.plus(passed), Pace.nextLook("uid-1", BASE, BASE.plus(passed)));
  }

  @Test
  void looksTwoSecondsAfterAStop() {
    assertThat(pauseAfter(Duration.ZERO)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2200));
  }

  /** An abandon shows after about five seconds. */
  @Test
  void looksAgainWhenAnAbandonShows() {
    Instant first = Pace.nextLook("uid-1", BASE, BASE);

    assertThat(Pace.nextLook("uid-1", BASE, first))
        .isBetween(BASE.plusMillis(5100), BASE.plusMillis(5900));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 500, 1500, 2100})
  void aLookThatCameLateDoesNotPutOffTheNextOne(int millis) {
    Instant first = Pace.nextLook("uid-1", BASE, BASE);

    assertThat(Pace.nextLook("uid-1", BASE, first.plusMillis(millis)))
        .isEqualTo(Pace.nextLook("uid-1", BASE, first));
  }

  @Test
  void aLookIsNotFollowedByAnotherOneAtOnce() {
    Instant second = Pace.nextLook("uid-1", BASE, Pace.nextLook("uid-1", BASE, BASE));

    assertThat(Pace.nextLook("uid-1", BASE, second.minusMillis(1000))).isEqualTo(second);
    assertThat(Pace.nextLook("uid-1", BASE, second.minusMillis(999)))
        .isEqualTo(second.plusMillis(1));
    assertThat(Pace.nextLook("uid-1", BASE, second.minusMillis(1)))
        .isEqualTo(second.plusMillis(999));
  }

  @Test
  void looksAtMostOnceAMinuteAfterFiveMinutes() {
    for (int minutes : new int[] {5, 10, 600, 10_000}) {
      assertThat(pauseAfter(Duration.ofMinutes(minutes)))
          .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(66));
    }
  }

  @Test
  void aBaseInTheFutureIsNone() {
    assertThat(Pace.nextLook("uid-1", BASE.plusSeconds(600), BASE))
        .isBetween(BASE.plusSeconds(2), BASE.plusMillis(2200));
  }

  @Test
  void requestsMadeAtOnceDoNotLookAtOnce() {
    assertThat(
            IntStream.range(0, 1000)
                .mapToObj(i -> Pace.nextLook("uid-" + i, BASE, BASE))
                .distinct()
                .count())
        .isGreaterThan(100);
  }

  @Test
  void aRestartNeitherHurriesNorForgets() {
    assertThat(looks(false)).isEqualTo(looks(true));
  }

  /** The instants of the looks of a wait, by one process or by one that is always new. */
  private static List<Instant> looks(boolean restarts) {
    ScriptedAws aws = new ScriptedAws();
    ProtocolRun run = new ProtocolRun(aws);
    run.round();
    aws.shows("Stopping", Sightings.approval("approve"));
    List<Instant> looks = new ArrayList<>();
    while (looks.size() < 20) {
      NextStep.WaitUntil wait = (NextStep.WaitUntil) run.round();
      looks.add(wait.instant());
      run.at(wait.instant());
      if (restarts) {
        assertThat(run.round()).isInstanceOf(NextStep.WaitUntil.class);
      }
    }
    return looks;
  }

  @Test
  void aLongWaitIsWrittenOnce() {
    ScriptedAws aws = new ScriptedAws();
    ProtocolRun run = new ProtocolRun(aws);
    run.round();
    aws.shows("Stopping", Sightings.approval("approve"), Sightings.action("stack", "InProgress"));
    run.runFor(Duration.ofMinutes(1));
    int writes = run.writes();

    run.runFor(Duration.ofDays(1));

    assertThat(run.writes()).isEqualTo(writes);
  }
}
