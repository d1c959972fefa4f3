package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import dev.pipelinestop.reconcile.MemoryRequestStore.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an API server that fails, refuses or is busy costs: time, and never a stop. */
final class StoreFaultsTest {
  private final Stand stand = new Stand();
  private final String execution = stand.running(Duration.ofHours(2));

  private long looks() {
    return stand.aws().ledger().calls("GetPipelineExecution").size();
  }

  private void assertStoppedWithinSeconds() {
    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");
    assertThat(stand.aws().ledger().stops()).hasSize(1);
    assertThat(stand.took()).isLessThan(Duration.ofSeconds(30));
  }

  private void answersBusyOnce() {
    stand.aws().faults().on("StopPipelineExecution").once().error("ConflictException");
  }

  /**
   * Without the answer nobody would know, and the next stop be sent in three quarters of a minute.
   */
  @ParameterizedTest
  @EnumSource(names = {"LOST_BEFORE", "LOST_AFTER", "OVERTAKEN", "REFUSED"})
  void anAnswerWhoseWriteFailsIsKept(Fault fault) {
    answersBusyOnce();
    stand.store().failAfter(1, fault);
    stand.request("shop", execution, true);

    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");

    assertThat(stand.aws().ledger().stops()).hasSize(2);
    assertThat(stand.took()).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void anAnswerIsKeptAlthoughTheNewStateCannotBeReadEither() {
    answersBusyOnce();
    stand.store().failAfter(1, Fault.OVERTAKEN);
    stand.store().loseReads(1, 1);
    stand.request("shop", execution, true);

    assertThat(stand.round()).contains(stand.now().plusSeconds(2));
    assertThat(stand.store().status().stop(StopMode.ABANDON).orElseThrow().outcome()).isNull();

    stand.passes(Duration.ofSeconds(2));
    stand.round();
    assertThat(stand.store().status().stop(StopMode.ABANDON).orElseThrow().outcome())
        .isEqualTo(StopOutcome.REFUSED);
  }

  @Test
  void anAnswerIsKeptWhileItsWriteIsRefused() {
    answersBusyOnce();
    stand.store().failAfter(1, Fault.REFUSED);
    stand.store().failAfter(0, Fault.REFUSED);
    stand.request("shop", execution, true);
    assertThat(stand.round()).contains(stand.now().plusSeconds(60));

    stand.passes(Duration.ofSeconds(60));
    stand.round();

    Stop recorded = stand.store().status().stop(StopMode.ABANDON).orElseThrow();
    assertThat(recorded.outcome()).isEqualTo(StopOutcome.REFUSED);
    assertThat(recorded.attempts()).isEqualTo(1);
  }

  @Test
  void aConflictIsFollowedByAnotherLook() {
    stand.store().failAfter(0, Fault.OVERTAKEN);
    stand.request("shop", execution, true);

    stand.round();

    assertThat(looks()).as("one for each state of the request").isEqualTo(2);
    assertThat(stand.aws().ledger().stops()).hasSize(1);
  }

  @Test
  void somebodyWhoWritesAllTheTimeIsGivenWay() {
    for (int i = 0; i < 6; i++) {
      stand.store().failAfter(0, Fault.OVERTAKEN);
    }
    stand.request("shop", execution, true);

    assertThat(stand.round()).contains(stand.now().plusSeconds(2));
    assertThat(stand.store().writes()).isEqualTo(6);
    assertThat(stand.aws().ledger().stops()).isEmpty();
    assertThat(stand.runner().due(stand.store().get())).contains(stand.now().plusSeconds(2));

    assertStoppedWithinSeconds();
  }

  @Test
  void aStatusThatIsRefusedIsTriedOnceMoreFromTheNewestState() {
    stand.store().failAfter(0, Fault.REFUSED);
    stand.request("shop", execution, true);

    stand.round();

    assertThat(stand.store().writes()).as("refused, the intent, its outcome").isEqualTo(3);
    assertThat(stand.aws().ledger().stops()).hasSize(1);
  }

  @Test
  void aStatusThatIsAlwaysRefusedIsTriedOnceAMinute() {
    for (int i = 0; i < 10; i++) {
      stand.store().failAfter(0, Fault.REFUSED);
    }
    stand.request("shop", execution, true);

    assertThat(stand.round()).contains(stand.now().plusSeconds(60));
    assertThat(stand.runner().due(stand.store().get())).contains(stand.now().plusSeconds(60));
    assertThat(stand.store().writes()).isEqualTo(2);
    assertThat(stand.aws().ledger().stops()).isEmpty();

    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");
  }

  @ParameterizedTest
  @EnumSource(names = {"DELETED", "CREATED_AGAIN"})
  void whatIsGoneInTheMiddleOfARoundIsNotStopped(Fault fault) {
    stand.store().failAfter(0, fault);
    stand.request("shop", execution, true);

    assertThat(stand.round()).contains(stand.whenAbsentIsDue());

    assertThat(stand.store().written()).isEmpty();
    assertThat(stand.aws().ledger().stops()).isEmpty();
  }

  @Test
  void aRequestThatIsBeingDeletedIsNotLookedAt() {
    stand.request("shop", execution, true);
    stand.beginDeletion();

    assertThat(stand.round()).isEmpty();

    assertThat(stand.aws().ledger().calls()).isEmpty();
  }

  @Test
  void aRequestThatCannotBeReadIsReadSoon() {
    stand.request("shop", execution, true);
    stand.store().loseReads(0, 1);

    assertThat(stand.round()).contains(stand.now().plusSeconds(2));
    assertThat(stand.aws().ledger().calls()).isEmpty();

    assertStoppedWithinSeconds();
  }

  @Test
  void aWriteThatGetsNoAnswerIsFollowedByAPause() {
    stand.store().failAfter(0, Fault.LOST_BEFORE);
    stand.request("shop", execution, true);

    assertThat(stand.round()).contains(stand.now().plusSeconds(2));
    assertThat(stand.runner().due(stand.store().get())).contains(stand.now().plusSeconds(2));
  }

  /** The cache is behind what this process has written itself. */
  @Test
  void anOldCacheCostsNoConflict() {
    stand.request("shop", execution, true);
    PipelineStopRequest created = stand.store().get();

    for (var due = stand.round(created); due.isPresent(); due = stand.round(created)) {
      stand.aws().clock().advanceTo(due.get());
    }

    assertThat(Stand.reason(stand.store().status())).isEqualTo("Stopped");
    assertThat(stand.store().reads()).isEqualTo(1);
    assertThat(stand.store().writes()).isEqualTo(stand.store().written().size());
  }

  @Test
  void everyWriteIsToldOnce() {
    stand.request("shop", execution, true);
    assertStoppedWithinSeconds();
    assertThat(stand.told())
        .containsExactly(
            " -> StopRecorded", "StopRecorded -> StopAccepted", "StopAccepted -> Stopped");
  }
}
