package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import dev.pipelinestop.reconcile.MemoryRequestStore.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shell does when a write or a process fails around a stop. */
final class RoundRunnerTest {
  private final Stand stand = new Stand();
  private final String execution = stand.running(Duration.ofHours(2));

  private PipelineStopRequestStatus abandonToTheEnd() {
    stand.request("shop", execution, true);
    return stand.runToTheEnd();
  }

  private void assertStoppedOnce(PipelineStopRequestStatus status) {
    assertThat(Stand.reason(status)).isEqualTo("Stopped");
    assertThat(stand.aws().ledger().acceptedStops(execution, StopMode.ABANDON)).hasSize(1);
    assertThat(status.stop(StopMode.ABANDON).orElseThrow().outcome())
        .isEqualTo(StopOutcome.ACCEPTED);
  }

  @Test
  void anAbandonTakesThreeWritesAndSixCalls() {
    assertStoppedOnce(abandonToTheEnd());
    assertThat(stand.store().written()).hasSize(3);
    assertThat(stand.aws().ledger().countsByOperation())
        .isEqualTo(
            Map.of(
                "GetCallerIdentity", 1L,
                "StopPipelineExecution", 1L,
                "GetPipelineExecution", 3L,
                "ListActionExecutions", 1L,
                "GetPipelineState", 1L));
  }

  @Test
  void theIntentIsRecordedBeforeTheStopIsSent() {
    assertStoppedOnce(abandonToTheEnd());
    PipelineStopRequestStatus first = stand.store().written().getFirst();
    assertThat(first.stop(StopMode.ABANDON).orElseThrow().outcome()).isNull();
    assertThat(first.pipelineExecutionId()).isEqualTo(execution);
    assertThat(first.account()).isEqualTo("123456789012");
  }

  @Test
  void theFirstReadIsOfTheRequestItselfAndLaterOnesAreNot() {
    assertStoppedOnce(abandonToTheEnd());
    assertThat(stand.store().reads()).isEqualTo(1);
  }

  /** Each fault at each of the three writes: never a second stop, always an end. */
  @ParameterizedTest
  @CsvSource({
    "0, LOST_BEFORE", "0, LOST_AFTER", "0, OVERTAKEN", "0, REFUSED",
    "1, LOST_BEFORE", "1, LOST_AFTER", "1, OVERTAKEN", "1, REFUSED",
    "2, LOST_BEFORE", "2, LOST_AFTER", "2, OVERTAKEN", "2, REFUSED"
  })
  void aFailedWriteCostsNoSecondStop(int write, Fault fault) {
    stand.store().failAfter(write, fault);
    assertStoppedOnce(abandonToTheEnd());
    assertThat(stand.aws().ledger().stops()).as("sent").hasSize(1);
  }

  /** The same with a process that has forgotten everything afterwards. */
  @ParameterizedTest
  @CsvSource({
    "0, LOST_BEFORE",
    "0, LOST_AFTER",
    "1, LOST_BEFORE",
    "1, LOST_AFTER",
    "2, LOST_BEFORE",
    "2, LOST_AFTER"
  })
  void aFailedWriteAndARestartCostNoSecondStop(int write, Fault fault) {
    stand.store().failAfter(write, fault);
    stand.restartAfterEveryRound();
    assertStoppedOnce(abandonToTheEnd());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOST_AFTER", "REPEATED"})
  void anIntentWhoseWriteWasLostIsKnownNotToBeSent(Fault fault) {
    stand.store().failAfter(0, fault);
    assertStoppedOnce(abandonToTheEnd());
    assertThat(stand.store().status().stop(StopMode.ABANDON).orElseThrow().attempts())
        .as("the first attempt was never sent and says so, the second was")
        .isEqualTo(2);
    assertThat(stand.took()).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aRequestFoundDeletedByTheIntentIsNotSent() {
    stand.store().failAfter(0, Fault.DELETING);
    stand.request("shop", execution, true);
    stand.runFor(Duration.ofMinutes(5));
    assertThat(stand.aws().ledger().stops()).isEmpty();
  }

  @Test
  void aRequestThatIsGoneCostsNoCall() {
    stand.request("shop", execution, true);
    PipelineStopRequest cached = stand.store().get();
    stand.store().delete();
    assertThat(stand.runner().run(cached)).contains(stand.whenAbsentIsDue());
    assertThat(stand.aws().ledger().calls()).isEmpty();
  }

  /** As where the definition is not served for a moment: nothing tells when it is there again. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aRequestThatIsNotFoundForOnceIsStoppedAllTheSame(int writes) {
    stand.store().failAfter(writes, Fault.NOT_FOUND);
    assertStoppedOnce(abandonToTheEnd());
    assertThat(stand.took()).isLessThan(Duration.ofMinutes(3));
  }

  /** The watch is broken as well, so that the cache has what was before. */
  @Test
  void anIntentWhoseWriteWasLostIsKnownNotToBeSentWithAnOldCacheToo() {
    stand.store().failAfter(0, Fault.LOST_AFTER);
    stand.request("shop", execution, true);
    PipelineStopRequest old = stand.store().get();
    for (int round = 0; round < 3; round++) {
      Instant next = stand.round(old).orElseThrow();
      stand.aws().clock().advanceTo(next);
    }

    assertStoppedOnce(stand.runToTheEnd());
    assertThat(stand.took()).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aCacheThatShowsAnotherRequestOfTheNameDoesNothing() {
    stand.request("shop", execution, true);
    PipelineStopRequest cached = stand.store().get();
    stand
        .store()
        .change(
            other -> {
              other.getMetadata().setUid("another");
              return other;
            });
    assertThat(stand.runner().run(cached)).contains(stand.whenAbsentIsDue());
    assertThat(stand.aws().ledger().calls()).isEmpty();
  }

  @Test
  void whatIsFinishedStaysFinishedForThisProcessThoughItsStatusIsCleared() {
    stand.request("shop", execution, true);
    stand.runFor(Duration.ofMinutes(1));
    assertStoppedOnce(stand.store().status());
    int calls = stand.aws().ledger().calls().size();
    stand
        .store()
        .change(
            request -> {
              request.setStatus(null);
              return request;
            });
    stand.runFor(Duration.ofMinutes(5));
    assertThat(stand.aws().ledger().calls()).hasSize(calls);
    assertThat(Stand.reason(stand.store().status())).as("says nothing else either").isEmpty();
  }

  @Test
  void whatHasFinishedCostsAProcessThatStartsNothing() {
    assertStoppedOnce(abandonToTheEnd());
    int calls = stand.aws().ledger().calls().size();
    int reads = stand.store().reads();
    stand.restartAfterEveryRound();
    stand.runFor(Duration.ofMinutes(5));
    assertThat(stand.aws().ledger().calls()).hasSize(calls);
    assertThat(stand.store().reads()).isEqualTo(reads);
  }

  @Test
  void anEndThatOnlyTheCacheHasShownIsRememberedThoughTheCacheFallsBack() {
    stand.request("shop", execution, true);
    PipelineStopRequest old = stand.store().get();
    assertStoppedOnce(stand.runToTheEnd());
    stand.restartAfterEveryRound();
    stand.runFor(Duration.ofMinutes(1));

    assertThat(stand.runner().due(old)).isEmpty();
  }

  @Test
  void anEditOfAFinishedRequestIsAcknowledgedWithoutACall() {
    assertStoppedOnce(abandonToTheEnd());
    int calls = stand.aws().ledger().calls().size();
    stand
        .store()
        .change(
            request -> {
              request.getMetadata().setGeneration(2L);
              return request;
            });
    stand.runFor(Duration.ofMinutes(1));
    assertThat(stand.store().status().observedGeneration()).isEqualTo(2);
    assertThat(stand.aws().ledger().calls()).hasSize(calls);
  }

  @Test
  void anUnknownFieldOfTheSpecMeansDoNothingAndSaySo() {
    stand.request(
        Stand.spec("shop", execution).abandon(true).unknownFields(Map.of("until", "noon")).build());
    stand.runFor(Duration.ofMinutes(5));
    assertThat(stand.aws().ledger().calls()).isEmpty();
    PipelineStopRequestStatus status = stand.store().status();
    assertThat(Stand.reason(status)).isEqualTo("UnsupportedField");
    assertThat(status.condition("Succeeded").map(Condition::message).orElse("")).contains("until");
  }

  @ParameterizedTest
  @EnumSource(StopMode.class)
  void aLostAnswerIsNotFollowedByASecondStop(StopMode mode) {
    stand.aws().faults().on("StopPipelineExecution").once().loseAnswer();
    stand.request("shop", execution, mode == StopMode.ABANDON);
    if (mode == StopMode.WAIT) {
      stand.runFor(Duration.ofMinutes(30));
    } else {
      assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");
    }
    assertThat(stand.aws().ledger().stops()).hasSize(1);
    assertThat(stand.store().status().stop(mode).orElseThrow().outcome())
        .isEqualTo(StopOutcome.ACCEPTED);
  }

  @Test
  void aStopThatWasLostOnTheWayIsSentAgainOnceNothingCanShowAnyMore() {
    stand.aws().faults().on("StopPipelineExecution").once().reset();
    assertStoppedOnce(abandonToTheEnd());
    var stops = stand.aws().ledger().stops();
    assertThat(stops).hasSize(2);
    assertThat(Duration.between(stops.get(0).receivedAt(), stops.get(1).receivedAt()))
        .as("deadline, timeout and settle period")
        .isGreaterThanOrEqualTo(Duration.ofSeconds(47));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetPipelineState", "ListPipelineExecutions"})
  void aStopDoesNotWaitForAPermissionThatItCanDoWithout(String operation) {
    stand.aws().faults().on(operation).accessDenied();
    stand.request("shop", execution, false);
    stand.runFor(Duration.ofSeconds(10));
    assertThat(stand.aws().ledger().acceptedStops(execution, StopMode.WAIT)).hasSize(1);
  }

  @Test
  void aPersonEscalatesAHangingWait() {
    stand.request("shop", execution, false);
    stand.runFor(Duration.ofMinutes(10));
    assertThat(Stand.reason(stand.store().status())).isEqualTo("Stopping");
    stand.abandon();
    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");
    for (StopMode mode : StopMode.values()) {
      assertThat(stand.aws().ledger().acceptedStops(execution, mode)).hasSize(1);
    }
  }

  @Test
  void aRetriedExecutionIsNeverStoppedAgain() {
    stand.request("shop", execution, true);
    stand.runFor(Duration.ofSeconds(4));
    stand.retry("shop", "Deploy", execution);
    PipelineStopRequestStatus status = stand.runToTheEnd();
    assertThat(Stand.reason(status)).isEqualTo("ExecutionResumed");
    assertThat(stand.aws().ledger().stops()).hasSize(1);
  }

  /**
   * The rules of the definition forbid to clear it; where they are missing, a process remembers.
   */
  @Test
  void anEndThatOnlyTheCacheHasShownIsNotForgotten() {
    stand.request("shop", execution, true);
    stand.runToTheEnd();
    RoundRunner anotherProcess = stand.runnerOver(stand.store());
    assertThat(anotherProcess.due(stand.store().get())).isEmpty();
    int calls = stand.aws().ledger().calls().size();

    var cleared = stand.store().get();
    cleared.setStatus(PipelineStopRequestStatus.empty());
    stand.store().put(cleared);

    assertThat(anotherProcess.run(stand.store().get())).isEmpty();
    assertThat(stand.aws().ledger().calls()).hasSize(calls);
  }

  @Test
  void aHangingWaitLooksAtMostOnceAMinuteAfterFiveMinutes() {
    stand.request("shop", execution, false);
    stand.runFor(Duration.ofMinutes(5));
    int calls = stand.aws().ledger().calls("GetPipelineExecution").size();
    int writes = stand.store().written().size();
    stand.runFor(Duration.ofHours(1));
    assertThat(stand.aws().ledger().calls("GetPipelineExecution").size() - calls).isBetween(50, 60);
    assertThat(stand.store().written()).as("writes while nothing changes").hasSize(writes);
  }
}
