package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import dev.pipelinestop.reconcile.MemoryRequestStore.Fault;
import dev.pipelinestop.simulator.StopAnswer;
import dev.pipelinestop.simulator.StopSituation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In a rush an accepted stop is written with what is seen some seconds later, and never lost. */
final class HeldAnswerTest {
  private static final Duration HELD = Duration.ofMillis(5200);

  private final Stand stand = new Stand();
  private final String execution = stand.running(Duration.ofHours(2));

  private void request(StopMode mode) {
    stand.rush(true);
    stand.request("shop", execution, mode == StopMode.ABANDON);
  }

  private Stop recorded(StopMode mode) {
    return stand.store().status().stop(mode).orElseThrow();
  }

  private void assertStoppedOnce(PipelineStopRequestStatus status) {
    assertThat(Stand.reason(status)).isEqualTo("Stopped");
    assertThat(stand.aws().ledger().stops()).as("sent").hasSize(1);
    assertThat(recorded(StopMode.ABANDON).outcome()).isEqualTo(StopOutcome.ACCEPTED);
  }

  @Test
  void anAbandonTakesTwoWritesAndNoLookTooEarly() {
    request(StopMode.ABANDON);

    assertStoppedOnce(stand.runToTheEnd());

    assertThat(stand.store().written()).hasSize(2);
    assertThat(stand.aws().ledger().calls("GetPipelineExecution")).hasSize(2);
    assertThat(stand.told()).containsExactly(" -> StopRecorded", "StopRecorded -> Stopped");
  }

  @Test
  void itIsWrittenWhenItWasAnswered() {
    request(StopMode.ABANDON);
    stand.round();
    Instant answered = stand.now();

    PipelineStopRequestStatus status = stand.runToTheEnd();

    assertThat(recorded(StopMode.ABANDON).answeredAt()).isEqualTo(answered);
    assertThat(status.stoppingSince()).isEqualTo(answered);
  }

  @Test
  void theLookComesWhenAnAbandonShows() {
    request(StopMode.ABANDON);

    assertThat(stand.round()).contains(stand.now().plus(HELD));
    assertThat(recorded(StopMode.ABANDON).outcome()).isNull();
  }

  @Test
  void anAbandonThatIsNotAtItsEndThenIsWritten() {
    stand.aws().settings().abandonTakes(Duration.ofMinutes(1));
    request(StopMode.ABANDON);

    stand.runFor(HELD);

    assertThat(recorded(StopMode.ABANDON).outcome()).isEqualTo(StopOutcome.ACCEPTED);
    assertThat(stand.store().written()).hasSize(2);
  }

  /** It leaves no trace as good as abandoned actions, should this process die. */
  @Test
  void aWaitIsNotHeld() {
    request(StopMode.WAIT);

    stand.round();

    assertThat(recorded(StopMode.WAIT).outcome()).isEqualTo(StopOutcome.ACCEPTED);
  }

  @Test
  void whatIsHeldWhenTheRushEndsIsWrittenWithItsLook() {
    request(StopMode.ABANDON);
    stand.round();
    stand.rush(false);

    assertStoppedOnce(stand.runToTheEnd());

    assertThat(stand.store().written()).hasSize(2);
  }

  @Test
  void anAnswerThatIsOldIsWrittenBeforeItsLook() {
    request(StopMode.ABANDON);
    stand.round();
    stand.passes(Duration.ofSeconds(20));

    stand.round();

    assertThat(stand.store().written().get(1).finishedAt()).isNull();
    assertThat(recorded(StopMode.ABANDON).outcome()).isEqualTo(StopOutcome.ACCEPTED);
  }

  /** What the look has brought may be what a rule or a webhook has something against. */
  @Test
  void anAnswerDoesNotWaitForALookThatIsRefused() {
    request(StopMode.ABANDON);
    stand.round();
    stand.store().failAfter(0, Fault.REFUSED);
    stand.passes(HELD);

    stand.round();

    assertThat(stand.store().written().get(1).finishedAt()).isNull();
    assertThat(recorded(StopMode.ABANDON).outcome()).isEqualTo(StopOutcome.ACCEPTED);
  }

  @Test
  void anEndThatAnotherProcessHasWrittenStays() {
    request(StopMode.ABANDON);
    stand.round();
    RoundRunner other = stand.runnerOver(stand.store());
    stand.passes(Duration.ofMinutes(2));
    var unused = other.run(stand.store().get());
    PipelineStopRequestStatus end = stand.store().status();
    assertThat(end.finishedAt()).isNotNull();

    stand.runFor(Duration.ofMinutes(5));

    assertThat(stand.store().status()).isEqualTo(end);
  }

  @Test
  void aRequestThatIsDeletedMeanwhileIsLeftAlone() {
    request(StopMode.ABANDON);
    var cached = stand.store().get();
    stand.round();
    stand.store().delete();
    stand.passes(HELD);

    assertThat(stand.round(cached)).contains(stand.whenAbsentIsDue());
  }

  @Test
  void aRushThatIsOverHoldsNothing() {
    request(StopMode.ABANDON);
    stand.rush(false);

    stand.round();

    assertThat(recorded(StopMode.ABANDON).outcome()).isEqualTo(StopOutcome.ACCEPTED);
  }

  @ParameterizedTest
  @EnumSource(value = StopAnswer.class, mode = EnumSource.Mode.EXCLUDE, names = "ACCEPTED")
  void onlyAnAcceptedStopIsHeld(StopAnswer answer) {
    stand.aws().stopAnswers().set(StopSituation.IN_PROGRESS, answer);
    request(StopMode.ABANDON);

    stand.round();

    assertThat(recorded(StopMode.ABANDON).outcome()).isNotNull();
  }

  @Test
  void aLostAnswerIsWrittenAtOnce() {
    stand.aws().faults().on("StopPipelineExecution").once().loseAnswer();
    request(StopMode.ABANDON);

    stand.round();

    assertThat(recorded(StopMode.ABANDON).outcome()).isEqualTo(StopOutcome.UNKNOWN);
  }

  @Test
  void anEscalatedWaitIsRecordedBeforeTheAbandon() {
    request(StopMode.WAIT);
    stand.round();
    stand.abandon();

    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");

    for (StopMode mode : StopMode.values()) {
      assertThat(stand.aws().ledger().acceptedStops(execution, mode)).hasSize(1);
      assertThat(recorded(mode).outcome()).isEqualTo(StopOutcome.ACCEPTED);
    }
    assertThat(stand.store().written())
        .filteredOn(status -> status.stop(StopMode.ABANDON).isPresent())
        .allSatisfy(
            status ->
                assertThat(status.stop(StopMode.WAIT).orElseThrow().outcome())
                    .isEqualTo(StopOutcome.ACCEPTED));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOST_BEFORE", "LOST_AFTER", "OVERTAKEN", "REFUSED"})
  void aFailedWriteForgetsNothing(Fault fault) {
    stand.store().failAfter(1, fault);
    request(StopMode.ABANDON);

    assertStoppedOnce(stand.runToTheEnd());
    assertThat(stand.took()).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aLookThatFailsIsNotWaitedFor() {
    request(StopMode.ABANDON);
    stand.round();
    stand.aws().faults().on("GetPipelineExecution").once().reset();

    stand.runFor(HELD);

    assertThat(recorded(StopMode.ABANDON).outcome()).isEqualTo(StopOutcome.ACCEPTED);
    assertStoppedOnce(stand.runToTheEnd());
  }

  /** It cannot know what became of its attempt, and waits for a trace of it. */
  @Test
  void aProcessThatDiesWithItIsFollowedByOneThatFindsOut() {
    stand.restartAfterEveryRound();
    request(StopMode.ABANDON);

    assertStoppedOnce(stand.runToTheEnd());
  }

  @Test
  void aProcessThatEndsWritesWhatItHolds() {
    AtomicBoolean open = new AtomicBoolean(true);
    stand.restartBehind(open::get);
    request(StopMode.ABANDON);
    stand.round();
    int calls = stand.aws().ledger().calls().size();
    open.set(false);

    stand.runner().recordAnswers(Duration.ofSeconds(10));

    assertThat(recorded(StopMode.ABANDON).outcome()).isEqualTo(StopOutcome.ACCEPTED);
    assertThat(stand.store().written()).hasSize(2);
    assertThat(stand.aws().ledger().calls()).hasSize(calls);
  }

  @Test
  void aProcessThatIsInterruptedAtItsEndWaitsForNoWrite() {
    AtomicBoolean open = new AtomicBoolean(true);
    stand.restartBehind(open::get);
    RoundRunner runner =
        stand.runnerOver(
            new WrappedRequestStore(stand.store()) {
              @Override
              public Written writeStatus(PipelineStopRequest request)
                  throws StoreUnavailableException {
                if (!open.get()) {
                  awaitInterruption();
                }
                return super.writeStatus(request);
              }
            });
    request(StopMode.ABANDON);
    var unused = runner.run(stand.store().get());
    open.set(false);

    Thread.currentThread().interrupt();
    runner.recordAnswers(Duration.ofMinutes(1));

    assertThat(Thread.interrupted()).as("is told of it").isTrue();
    assertThat(recorded(StopMode.ABANDON).outcome()).isNull();
  }

  private static void awaitInterruption() throws StoreUnavailableException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new StoreUnavailableException("interrupted", e);
    }
  }

  @Test
  void aProcessThatMayNotCallAnyMoreWritesWhatItHolds() {
    AtomicBoolean open = new AtomicBoolean(true);
    stand.restartBehind(open::get);
    request(StopMode.ABANDON);
    stand.round();
    open.set(false);

    stand.runFor(HELD);

    assertThat(recorded(StopMode.ABANDON).outcome()).isEqualTo(StopOutcome.ACCEPTED);
    assertThat(stand.aws().ledger().calls("GetPipelineExecution")).hasSize(1);
  }

  @Test
  void aProcessThatHoldsNothingWritesNothingAtItsEnd() {
    stand.request("shop", execution, true);
    stand.round();
    List<PipelineStopRequestStatus> before = List.copyOf(stand.store().written());

    stand.runner().recordAnswers(Duration.ofSeconds(10));

    assertThat(stand.store().written()).isEqualTo(before);
  }
}
