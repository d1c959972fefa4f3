package dev.pipelinestop.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsClockTest {
  private Instant wall = Instant.parse("2026-11-22T12:00:00.300Z");
  private long nanos = 7_000_000_000L;
  private final AwsClock clock = new AwsClock(() -> wall, () -> nanos);

  private void pass(Duration duration) {
    wall = wall.plus(duration);
    nanos += duration.toNanos();
  }

  /** A call of this length, to an AWS whose clock is ahead by so much; it answers in the middle. */
  private void call(Duration ahead, Duration length) {
    pass(Duration.ofMillis(437));
    long sentAt = clock.nanos();
    pass(length.dividedBy(2));
    Instant date = wall.plus(ahead).truncatedTo(ChronoUnit.SECONDS);
    pass(length.dividedBy(2));
    clock.answered(sentAt, date);
  }

  private void calls(int count, long secondsAhead) {
    for (int i = 0; i < count; i++) {
      call(Duration.ofSeconds(secondsAhead), Duration.ofMillis(50));
    }
  }

  private void assertUncorrected() {
    assertThat(clock.now().correction()).isZero();
    assertThat(clock.instant()).isEqualTo(wall);
  }

  private void assertAhead(long seconds) {
    assertThat(clock.now().correction().toMillis()).isCloseTo(seconds * 1000, within(1000L));
    assertThat(clock.instant()).isCloseTo(wall.plusSeconds(seconds), within(1, ChronoUnit.SECONDS));
  }

  @Test
  void untilAnswersHaveComeItIsTheClockOfTheMachine() {
    assertUncorrected();
    assertThat(clock.now().confirmed()).isFalse();
    assertThat(clock.difference()).isEmpty();
  }

  @Test
  void oneAnswerAloneSaysNothing() {
    calls(1, 3600);
    assertUncorrected();
    assertThat(clock.now().confirmed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {3600, 7, -7, -86_400, 1_000_000_000})
  void twoThatAgreeCorrectIt(long ahead) {
    calls(2, ahead);
    assertAhead(ahead);
    assertThat(clock.now().confirmed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4, -4})
  void whatIsLittleIsLetPassAndTold(long ahead) {
    calls(5, ahead);
    assertUncorrected();
    assertThat(clock.now().confirmed()).isTrue();
    assertThat(clock.difference().orElseThrow().toMillis()).isCloseTo(ahead * 1000, within(1000L));
  }

  /** AWS answers within a second, and the answer takes its time: then it could be a difference. */
  @Test
  void aSlowNetworkIsNoDifference() {
    for (int i = 0; i < 10; i++) {
      call(Duration.ofMillis(4500), Duration.ofMillis(1900));
    }
    assertUncorrected();
    assertThat(clock.now().confirmed()).isTrue();
  }

  @Test
  void anAnswerThatTookVeryLongSaysNothing() {
    for (int i = 0; i < 10; i++) {
      call(Duration.ofHours(1), AwsClock.SLOW.plusMillis(2));
    }
    assertUncorrected();
    assertThat(clock.now().confirmed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 3600", "0, -3600", "3600, 0", "-3600, 7200"})
  void noSingleAnswerMovesTheTime(long truth, long wrong) {
    calls(1, wrong);
    assertUncorrected();
    calls(3, truth);
    Duration before = clock.now().correction();
    for (int i = 0; i < 20; i++) {
      calls(1, wrong);
      assertThat(clock.now().correction()).isCloseTo(before, Duration.ofSeconds(1));
      calls(2, truth);
      assertThat(clock.now().correction()).isCloseTo(before, Duration.ofSeconds(1));
    }
  }

  @Test
  void threeOfSevenDoNotMoveItEither() {
    calls(AwsClock.KEPT, 0);
    calls(3, 3600);
    assertUncorrected();
    calls(1, 3600);
    assertAhead(3600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "2024-12-31T23:59:59Z", "9999-01-01T00:00:00Z"})
  void whatCannotBeTheTimeIsIgnored(String date) {
    for (int i = 0; i < 10; i++) {
      clock.answered(clock.nanos(), Instant.parse(date));
    }
    assertUncorrected();
    assertThat(clock.now().confirmed()).isFalse();
  }

  @Test
  void whenTheClockIsSetRightNothingIsCorrectedAnyMore() {
    calls(3, 3600);
    assertAhead(3600);

    wall = wall.plusSeconds(3600);

    assertUncorrected();
    assertThat(clock.now().confirmed()).as("not before answers have come").isFalse();
    calls(2, 0);
    assertUncorrected();
    assertThat(clock.now().confirmed()).isTrue();
  }

  @Test
  void whenTheClockIsSetWrongItIsCorrectedAfterTwoAnswers() {
    calls(AwsClock.KEPT, 0);

    wall = wall.minusSeconds(600);

    calls(1, 600);
    assertUncorrected();
    calls(1, 600);
    assertAhead(600);
  }

  @Test
  void whatIsKnownStaysKnownWhileNothingIsAsked() {
    calls(3, 3600);
    pass(Duration.ofDays(30));
    assertAhead(3600);
  }

  @Test
  void manyAnswersTellTheDifferenceToAFractionOfASecond() {
    for (int i = 0; i < AwsClock.KEPT; i++) {
      call(Duration.ofMillis(5600), Duration.ofMillis(20));
    }
    assertThat(clock.now().correction()).isCloseTo(Duration.ofMillis(5600), Duration.ofMillis(400));
  }
}
