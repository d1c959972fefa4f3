package dev.pipelinestop.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.leadership.Leadership.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Until when a process may believe that it leads. */
final class LeadershipTest {
  private static final Duration TERM = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofMinutes(3);

  private Instant wall = Instant.parse("2026-11-25T12:00:00Z");
  private long nanos = Long.MAX_VALUE - 1_000_000_000L;
  private final List<String> losses = new ArrayList<>();
  private final Leadership leadership = new Leadership(TERM, SILENCE, () -> wall, () -> nanos);

  LeadershipTest() {
    leadership.watch(losses::add);
  }

  @AfterEach
  void close() {
    leadership.close();
  }

  private void passes(Duration duration) {
    wall = wall.plus(duration);
    standsStill(duration);
  }

  /** For this process; the clock on the wall is set back by as much. */
  private void standsStill(Duration duration) {
    nanos += duration.toNanos();
  }

  private void renew() {
    leadership.asking();
    leadership.sending(wall);
    leadership.renewed();
  }

  @Test
  void itStandsByUntilItHasTheLease() {
    assertThat(leadership.state()).isEqualTo(State.STANDBY);
    leadership.asking();
    leadership.sending(wall);
    assertThat(leadership.isOpen()).as("before the answer").isFalse();
    leadership.renewed();
    assertThat(leadership.isOpen()).isTrue();
  }

  @Test
  void anAnswerToNothingThatWasSentIsNoLease() {
    leadership.renewed();
    assertThat(leadership.state()).isEqualTo(State.STANDBY);
  }

  @Test
  void itLeadsAsLongAsItRenews() {
    for (int i = 0; i < 100; i++) {
      renew();
      passes(TERM);
      assertThat(leadership.isLeading()).isTrue();
    }
    assertThat(losses).isEmpty();
  }

  @Test
  void withoutARenewalItNeverLeadsAgain() {
    renew();
    passes(TERM.plusNanos(1));
    assertThat(leadership.isOpen()).isFalse();
    renew();
    assertThat(leadership.state()).isEqualTo(State.ENDED);
    assertThat(losses).containsExactly("the lease was not renewed for 10 s");
  }

  @Test
  void aRenewalThatIsAnsweredTooLateDoesNotCount() {
    renew();
    leadership.sending(wall);
    passes(TERM.plusNanos(1));
    leadership.renewed();
    assertThat(leadership.isLeading()).isFalse();
  }

  @Test
  void theTermBeginsWhenTheRenewalIsSent() {
    renew();
    passes(Duration.ofSeconds(4));
    leadership.sending(wall);
    passes(Duration.ofSeconds(5));
    leadership.renewed();
    passes(Duration.ofSeconds(5));
    assertThat(leadership.isLeading()).isTrue();
    passes(Duration.ofNanos(1));
    assertThat(leadership.isLeading()).isFalse();
  }

  /** It stood still after it had read the clock, before it sent the request. */
  @Test
  void theTermBeginsWithTheTimeInTheLease() {
    renew();
    Instant readEarly = wall;
    passes(Duration.ofSeconds(8));
    leadership.sending(readEarly);
    leadership.renewed();
    passes(Duration.ofSeconds(2));
    assertThat(leadership.isLeading()).isTrue();
    passes(Duration.ofNanos(1));
    assertThat(leadership.isLeading()).isFalse();
  }

  @Test
  void aClockThatIsSetBackDoesNotProlongIt() {
    renew();
    standsStill(TERM);
    assertThat(leadership.isLeading()).isTrue();
    leadership.sending(wall);
    wall = wall.minusSeconds(3600);
    leadership.renewed();
    standsStill(TERM.plusNanos(1));
    assertThat(leadership.isLeading()).isFalse();
  }

  @Test
  void aLeaseThatWasTakenWithAnOldTimeIsOneThatIsNotThereYet() {
    leadership.sending(wall.minusSeconds(16));
    leadership.renewed();
    assertThat(leadership.state()).isEqualTo(State.STANDBY);
    renew();
    assertThat(leadership.isLeading()).isTrue();
  }

  @Test
  void whoeverTookItEndsItAndItIsSaidOnce() {
    renew();
    leadership.lose("another replica took it");
    leadership.lose("it could not be renewed");
    renew();
    assertThat(leadership.state()).isEqualTo(State.ENDED);
    assertThat(losses).containsExactly("another replica took it");
  }

  @Test
  void aStandbyEndsWhenNobodyAsksForTheLeaseAnyMore() {
    passes(SILENCE);
    assertThat(leadership.state()).isEqualTo(State.STANDBY);
    leadership.asking();
    passes(SILENCE);
    assertThat(leadership.state()).isEqualTo(State.STANDBY);
    passes(Duration.ofNanos(1));
    assertThat(leadership.state()).isEqualTo(State.ENDED);
    assertThat(losses).containsExactly("the election of a leader has stood still for 180 s");
  }

  @Test
  void whatIsClosedLeadsNoMoreAndSaysNothing() {
    renew();
    leadership.close();
    leadership.lose("another replica took it");
    assertThat(leadership.state()).isEqualTo(State.ENDED);
    assertThat(losses).isEmpty();
  }

  @Test
  void withoutAnElectionItLeadsUntilItResigns() {
    try (Leadership alone = Leadership.withoutElection()) {
      assertThat(alone.isLeading()).isTrue();
      alone.resign();
      assertThat(alone.isLeading()).isFalse();
    }
  }
}
