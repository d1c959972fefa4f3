package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which requests the SDK has lost. */
final class AgendaTest {
  private long now = Duration.ofDays(1).toNanos();
  private final Agenda agenda = new Agenda(() -> now);

  private static PipelineStopRequest request(String name, String uid, long generation) {
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName(name)
            .withUid(uid)
            .withGeneration(generation)
            .build());
    return request;
  }

  private final PipelineStopRequest halt = request("halt", "uid-1", 1);

  private void passes(Duration duration) {
    now += duration.toNanos();
  }

  private Agenda.Late late(PipelineStopRequest... cached) {
    return agenda.late(Stream.of(cached));
  }

  private void isMissedAfterAMinute(PipelineStopRequest request) {
    assertThat(late(request)).isEqualTo(new Agenda.Late(1, Duration.ZERO, List.of()));
    passes(Duration.ofMinutes(1));
    assertThat(late(request))
        .isEqualTo(new Agenda.Late(1, Duration.ofMinutes(1), List.of(request)));
  }

  private void isNotMissed(PipelineStopRequest request) {
    assertThat(late(request)).isEqualTo(new Agenda.Late(0, Duration.ZERO, List.of()));
  }

  private void isDone(PipelineStopRequest request, Optional<Duration> pause) {
    assertThat(agenda.done(request, pause)).isEqualTo(pause);
  }

  private void hasItsRound(PipelineStopRequest request, Optional<Duration> pause) {
    assertThat(agenda.take(request)).isTrue();
    isDone(request, pause);
  }

  @Test
  void oneThatWasNeverHandedOverIsMissed() {
    isMissedAfterAMinute(halt);
    assertThat(agenda.take(halt)).isTrue();
    isNotMissed(halt);
  }

  /** The SDK may be about to take it up. */
  @Test
  void oneIsToBeHandedOverAgainOnceItIsMissedForAMoment() {
    assertThat(late(halt).overdue()).isEmpty();
    passes(Agenda.MOMENT.minusMillis(1));
    assertThat(late(halt).overdue()).isEmpty();
    passes(Duration.ofMillis(1));
    assertThat(late(halt).overdue()).containsExactly(halt);

    assertThat(agenda.take(halt)).isTrue();
    assertThat(late(halt).overdue()).isEmpty();
  }

  @Test
  void oneThatWaitsForItsTurnIsNot() {
    assertThat(agenda.take(halt)).isTrue();
    passes(Duration.ofHours(1));
    isNotMissed(halt);
  }

  @Test
  void oneThatIsDueLaterIsMissedFromThenOn() {
    hasItsRound(halt, Optional.of(Duration.ofMinutes(5)));
    passes(Duration.ofMinutes(5));
    isNotMissed(halt);
    passes(Duration.ofSeconds(1));
    isMissedAfterAMinute(halt);
    assertThat(agenda.take(halt)).isTrue();
    isNotMissed(halt);
  }

  @Test
  void oneThatIsFinishedIsNot() {
    hasItsRound(halt, Optional.empty());
    passes(Duration.ofHours(1));
    isNotMissed(halt);
  }

  @Test
  void aChangeThatDidNotArriveIs() {
    hasItsRound(halt, Optional.empty());
    isMissedAfterAMinute(request("halt", "uid-1", 2));
  }

  @Test
  void anotherOneInItsPlaceIs() {
    hasItsRound(halt, Optional.empty());
    isMissedAfterAMinute(request("halt", "uid-2", 1));
  }

  @Test
  void oneThatIsBeingDeletedIsNot() {
    PipelineStopRequest deleted = request("halt", "uid-1", 1);
    deleted.getMetadata().setDeletionTimestamp("2026-11-25T00:00:00Z");
    isNotMissed(deleted);
  }

  @Test
  void oneThatIsGoneIsMissedNoMore() {
    isMissedAfterAMinute(halt);
    assertThat(late().count()).isZero();
    // And the next of this name from the moment at which it is missed itself.
    passes(Duration.ofMinutes(1));
    isMissedAfterAMinute(request("halt", "uid-2", 1));
  }

  /** SIGSTOP, a suspended machine: what is due meanwhile comes as soon as it goes on. */
  @Test
  void aProcessThatStoodStillMissesNone() {
    hasItsRound(halt, Optional.of(Duration.ofSeconds(2)));
    isNotMissed(halt);
    passes(Duration.ofHours(1));
    assertThat(late(halt).longest()).isZero();
  }

  /** Its round ends later than that of the next, or earlier: the SDK takes both for one. */
  @Test
  void theRoundOfAnotherOneOfItsNameDoesNotEndItsWaiting() {
    PipelineStopRequest next = request("halt", "uid-2", 1);
    assertThat(agenda.take(halt)).isTrue();
    assertThat(agenda.take(next)).as("while the round of the first runs").isTrue();
    isDone(next, Optional.of(Duration.ofMinutes(5)));

    assertThat(agenda.done(halt, Optional.empty())).contains(Agenda.SOON);
    isNotMissed(next);

    assertThat(agenda.take(next)).isTrue();
    assertThat(agenda.done(halt, Optional.of(Duration.ofHours(1)))).contains(Agenda.SOON);
    isDone(next, Optional.empty());
    isNotMissed(next);
  }

  /** So it is where the SDK has taken the end of another round for the end of this one. */
  @Test
  void oneWhoseRoundRunsComesAgainAfterIt() {
    assertThat(agenda.take(halt)).isTrue();
    assertThat(agenda.take(halt)).isFalse();
    assertThat(agenda.take(halt)).isFalse();

    assertThat(agenda.done(halt, Optional.of(Duration.ofHours(1)))).contains(Agenda.SOON);
    isNotMissed(halt);
    hasItsRound(halt, Optional.empty());
  }

  /** The list is of a moment ago: the request came after it. */
  @Test
  void oneThatTheCacheDoesNotHaveYetIsNotForgotten() {
    hasItsRound(halt, Optional.empty());
    passes(Duration.ofMinutes(15));
    assertThat(late().count()).isZero();
    isNotMissed(halt);
  }

  @Test
  void oneThatTheCacheHasNoMoreIsForgotten() {
    hasItsRound(halt, Optional.empty());
    passes(Duration.ofMinutes(16));
    assertThat(late().count()).isZero();
    isMissedAfterAMinute(halt);
  }

  @Test
  void oneWhoseRoundRunsIsNotForgotten() {
    assertThat(agenda.take(halt)).isTrue();
    passes(Duration.ofMinutes(16));
    assertThat(late().count()).isZero();
    isNotMissed(halt);
  }

  @Test
  void ofManyTheLongestCounts() {
    assertThat(late(halt).count()).isOne();
    passes(Duration.ofMinutes(1));
    PipelineStopRequest other = request("other", "uid-3", 1);
    assertThat(late(halt, other).count()).isEqualTo(2);
    assertThat(late(halt, other).longest()).isEqualTo(Duration.ofMinutes(1));
  }
}
