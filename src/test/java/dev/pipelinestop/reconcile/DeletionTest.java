package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.reconcile.MemoryRequestStore.Fault;
import dev.pipelinestop.simulator.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of finished requests that have a time to live. */
final class DeletionTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Stand stand = new Stand();
  private final Instant notAfter = stand.aws().clock().instant().plus(HOUR);
  private final String execution = stand.running(Duration.ofDays(2));

  private PipelineStopRequestSpec spec(int seconds) {
    return withoutTimeToLive().ttlSecondsAfterFinished(seconds).build();
  }

  private PipelineStopRequestSpecBuilder withoutTimeToLive() {
    return Stand.spec("shop", execution).abandon(true).notAfter(notAfter);
  }

  private Instant finish(PipelineStopRequestSpec spec) {
    stand.request(spec);
    stand.runFor(Duration.ofMinutes(5));
    Instant finishedAt = stand.store().status().finishedAt();
    if (finishedAt == null) {
      throw new AssertionError("not finished: " + stand.store().status());
    }
    return finishedAt;
  }

  private void runUntil(Instant instant) {
    stand.runFor(Duration.between(stand.aws().clock().instant(), instant));
  }

  private void assertDeletedAt(Instant instant) {
    runUntil(instant.minusMillis(1));
    assertThat(stand.store().isEmpty()).as("before it").isFalse();
    runUntil(instant);
    assertThat(stand.store().isEmpty()).as("at its time").isTrue();
    assertThat(stand.store().deletions()).hasSize(1);
  }

  @Test
  void itIsDeletedSoManySecondsAfterItsEnd() {
    assertDeletedAt(finish(spec(7200)).plusSeconds(7200));
  }

  @Test
  void itIsNotDeletedBeforeItsBound() {
    finish(spec(0));
    assertDeletedAt(notAfter.plus(TimeToLive.CLOCKS_DIFFER));
  }

  @Test
  void itIsDueAgainAfterARestart() {
    Instant finishedAt = finish(spec(7200));
    stand.restartAfterEveryRound();
    assertDeletedAt(finishedAt.plusSeconds(7200));
  }

  @Test
  void itCostsNoCallAndNoReadWhileItWaits() {
    Instant finishedAt = finish(spec(7200));
    int calls = stand.aws().ledger().calls().size();
    int reads = stand.store().reads();
    int writes = stand.store().written().size();

    assertDeletedAt(finishedAt.plusSeconds(7200));

    assertThat(stand.aws().ledger().calls()).hasSize(calls);
    assertThat(stand.store().reads()).isEqualTo(reads);
    assertThat(stand.store().written()).hasSize(writes);
  }

  @Test
  void withoutATimeToLiveItStays() {
    finish(withoutTimeToLive().build());
    stand.runFor(Duration.ofDays(500));
    assertThat(stand.store().deletions()).isEmpty();
  }

  @Test
  void whatHasNotFinishedStaysHoweverLateItIs() {
    stand.request(
        Stand.spec("shop", execution).notAfter(notAfter).ttlSecondsAfterFinished(0).build());
    stand.runFor(Duration.ofDays(1));
    assertThat(Stand.reason(stand.store().status())).isEqualTo("Stopping");
    assertThat(stand.store().deletions()).isEmpty();
  }

  @Test
  void itMayBeAddedAfterTheEnd() {
    Instant finishedAt = finish(withoutTimeToLive().build());
    stand.edit(spec -> spec.ttlSecondsAfterFinished(7200));
    assertDeletedAt(finishedAt.plusSeconds(7200));
  }

  @Test
  void itMayBeChangedAfterTheEnd() {
    Instant finishedAt = finish(spec(7200));
    stand.edit(spec -> spec.ttlSecondsAfterFinished(14400));
    assertDeletedAt(finishedAt.plusSeconds(14400));
  }

  @Test
  void itMayBeTakenAwayBeforeItsTime() {
    finish(spec(7200));
    stand.edit(spec -> withoutTimeToLive());
    stand.runFor(Duration.ofDays(500));
    assertThat(stand.store().deletions()).isEmpty();
  }

  /** The cache does not show yet that somebody has taken the time to live away. */
  @Test
  void anOldCacheDeletesNothing() {
    finish(spec(0));
    var old = stand.store().get();
    stand.edit(spec -> withoutTimeToLive());
    stand.aws().clock().advance(HOUR.multipliedBy(2));

    assertThat(stand.runner().run(old)).as("what is left is to acknowledge it").isPresent();

    assertThat(stand.store().deletions()).hasSize(1);
    assertThat(stand.store().isEmpty()).isFalse();
    stand.runFor(HOUR);
    assertThat(stand.store().isEmpty()).isFalse();
  }

  @Test
  void anotherRequestOfTheNameIsNotDeleted() {
    finish(spec(0));
    var old = stand.store().get();
    stand.aws().clock().advance(HOUR.multipliedBy(2));
    stand.createAgain(spec(0), "uid-2");

    assertThat(stand.runner().run(old)).isEmpty();

    assertThat(stand.store().isEmpty()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOST_BEFORE", "LOST_AFTER", "OVERTAKEN", "REFUSED"})
  void aDeletionThatFailsIsTriedAgain(Fault fault) {
    finish(spec(0));
    stand.store().failAfter(0, fault);
    stand.runFor(HOUR.multipliedBy(2));
    assertThat(stand.store().isEmpty()).isTrue();
    assertThat(stand.store().deletions().size()).isLessThanOrEqualTo(2);
  }

  @Test
  void whatGitCreatesAgainIsExpiredAndStopsNothing() {
    PipelineStopRequestSpec spec = spec(60);
    finish(spec);
    stand.runFor(HOUR.multipliedBy(2));
    assertThat(stand.store().isEmpty()).isTrue();
    stand.retry("shop", "Deploy", execution);
    int calls = stand.aws().ledger().calls().size();

    stand.createAgain(spec, "uid-2");
    stand.runFor(Duration.ofSeconds(30));

    assertThat(Stand.reason(stand.store().status())).isEqualTo("Expired");
    assertThat(stand.aws().ledger().calls()).as("not even looked at").hasSize(calls);
    assertThat(stand.aws().truth(execution).status()).isEqualTo(Status.IN_PROGRESS);
    stand.runFor(Duration.ofMinutes(2));
    assertThat(stand.store().isEmpty()).as("it lives as long as the first").isTrue();
  }

  /** It calls AWS for nobody, so only the API server can tell that its clock is ahead. */
  @Test
  void aProcessThatFoundItFinishedGoesByTheClockOfTheApiServer() {
    Instant finishedAt = finish(spec(7200));
    stand.restartAfterEveryRound();
    Duration ahead = Duration.ofMinutes(25);
    stand.store().tells(() -> stand.aws().clock().instant().minus(ahead));
    int calls = stand.aws().ledger().calls().size();

    assertDeletedAt(finishedAt.plusSeconds(7200).plus(ahead));

    assertThat(stand.aws().ledger().calls()).hasSize(calls);
  }

  /** The SDK does not call again for a change of the status alone. */
  @Test
  void theRoundInWhichItFinishesSaysWhenItIsDue() {
    stand.request(spec(7200));
    Optional<Instant> next = stand.round();
    while (stand.store().status().finishedAt() == null) {
      stand.aws().clock().advanceTo(next.orElseThrow());
      next = stand.round();
    }
    Instant finishedAt = Objects.requireNonNull(stand.store().status().finishedAt());
    assertThat(next).contains(finishedAt.plusSeconds(7200));
  }

  @Test
  void aRoundThatComesTooEarlyDeletesNothing() {
    Instant finishedAt = finish(spec(7200));

    assertThat(stand.round()).contains(finishedAt.plusSeconds(7200));

    assertThat(stand.store().deletions()).isEmpty();
  }

  @Test
  void aDeletionThatIsRefusedIsTriedAgainMinutesLater() {
    finish(spec(0));
    comesDue();
    stand.store().failAfter(0, Fault.REFUSED);

    Optional<Instant> again = stand.round();

    assertThat(again).contains(stand.now().plus(Duration.ofMinutes(5)));
    assertThat(stand.runner().due(stand.store().get())).isEqualTo(again);
  }

  @Test
  void whatIsTooEarlyForTheApiServerIsNotDueBefore() {
    finish(spec(0));
    comesDue();
    RoundRunner anotherProcess = stand.runnerOver(stand.store());
    stand.store().tells(() -> stand.now().minus(HOUR));

    Optional<Instant> again = anotherProcess.run(stand.store().get());

    assertThat(again).contains(stand.now().plus(HOUR));
    assertThat(anotherProcess.due(stand.store().get())).isEqualTo(again);
    assertThat(stand.store().deletions()).isEmpty();
  }

  @Test
  void afterAConflictTheCacheMayStillBeOld() {
    finish(spec(0));
    comesDue();
    var old = stand.store().get();
    stand.store().failAfter(0, Fault.OVERTAKEN);

    assertThat(stand.runner().run(old)).isPresent();
    assertThat(stand.runner().run(old)).isEmpty();

    assertThat(stand.store().isEmpty()).isTrue();
  }

  private void comesDue() {
    runUntil(notAfter.plus(TimeToLive.CLOCKS_DIFFER).minusMillis(1));
    stand.passes(Duration.ofMillis(1));
  }

  @Test
  void aFieldOfANewerDefinitionKeepsIt() {
    finish(spec(0));
    stand.edit(spec -> spec.unknownFields(Map.of("keep", true)));
    stand.runFor(Duration.ofDays(1));
    assertThat(stand.store().deletions()).isEmpty();
  }
}
