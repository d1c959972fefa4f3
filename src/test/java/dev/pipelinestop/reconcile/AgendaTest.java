package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which requests the SDK has lost. */
final class AgendaTest {
  private long now;
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
    assertThat(late(request)).isEqualTo(new Agenda.Late(1, Duration.ZERO));
    passes(Duration.ofMinutes(1));
    assertThat(late(request)).isEqualTo(new Agenda.Late(1, Duration.ofMinutes(1)));
  }

  private void isNotMissed(PipelineStopRequest request) {
    assertThat(late(request)).isEqualTo(new Agenda.Late(0, Duration.ZERO));
  }

  @Test
  void oneThatWasNeverHandedOverIsMissed() {
    isMissedAfterAMinute(halt);
    agenda.taken(halt);
    isNotMissed(halt);
  }

  @Test
  void oneThatWaitsForItsTurnIsNot() {
    agenda.taken(halt);
    passes(Duration.ofHours(1));
    isNotMissed(halt);
  }

  @Test
  void oneThatIsDueLaterIsMissedFromThenOn() {
    agenda.taken(halt);
    agenda.done(halt, Optional.of(Duration.ofMinutes(5)));
    passes(Duration.ofMinutes(5));
    isNotMissed(halt);
    passes(Duration.ofSeconds(1));
    isMissedAfterAMinute(halt);
    agenda.taken(halt);
    isNotMissed(halt);
  }

  @Test
  void oneThatIsFinishedIsNot() {
    agenda.taken(halt);
    agenda.done(halt, Optional.empty());
    passes(Duration.ofHours(1));
    isNotMissed(halt);
  }

  @Test
  void aChangeThatDidNotArriveIs() {
    agenda.taken(halt);
    agenda.done(halt, Optional.empty());
    isMissedAfterAMinute(request("halt", "uid-1", 2));
  }

  @Test
  void anotherOneInItsPlaceIs() {
    agenda.taken(halt);
    agenda.done(halt, Optional.empty());
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
    agenda.taken(halt);
    agenda.done(halt, Optional.of(Duration.ofSeconds(2)));
    isNotMissed(halt);
    passes(Duration.ofHours(1));
    assertThat(late(halt).longest()).isZero();
  }

  /** The list is of a moment ago: the request came after it. */
  @Test
  void oneThatTheCacheDoesNotHaveYetIsNotForgotten() {
    agenda.taken(halt);
    agenda.done(halt, Optional.empty());
    assertThat(late().count()).isZero();
    isNotMissed(halt);
  }

  @Test
  void ofManyTheLongestCounts() {
    assertThat(late(halt).count()).isOne();
    passes(Duration.ofMinutes(1));
    PipelineStopRequest other = request("other", "uid-3", 1);
    assertThat(late(halt, other)).isEqualTo(new Agenda.Late(2, Duration.ofMinutes(1)));
  }
}
