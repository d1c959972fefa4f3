package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.PipelineStopRequestStatusBuilder;
import dev.pipelinestop.api.StopMode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process reads a request itself before its first call for it: its cache can be old. In a rush it
 * takes one that nobody has looked at as the cache has it.
 */
final class FirstReadTest {
  private final Stand stand = new Stand();
  private final String execution = stand.running(Duration.ofHours(2));

  @BeforeEach
  void aRequestAsTheDefinitionCompletesIt() {
    stand.request("shop", execution, true);
    status(PipelineStopRequestStatusBuilder.builder().observedGeneration(-1L).build());
  }

  private void status(PipelineStopRequestStatus status) {
    stand
        .store()
        .change(
            request -> {
              request.setStatus(status);
              return request;
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatNobodyHasLookedAtIsReadUnlessThereIsARush(boolean rush) {
    stand.rush(rush);

    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");

    assertThat(stand.store().reads()).isEqualTo(rush ? 0 : 1);
    assertThat(stand.aws().ledger().acceptedStops(execution, StopMode.ABANDON)).hasSize(1);
  }

  @Test
  void whatSomebodyHasLookedAtIsReadInARushToo() {
    stand.rush(true);
    stand.round();
    stand.restart();

    stand.round();

    assertThat(stand.store().reads()).isEqualTo(1);
  }

  @Test
  void anOldCacheCostsOneLookAtARequestThatAnotherProcessHasFinished() {
    PipelineStopRequest old = stand.store().get();
    stand.rush(true);
    PipelineStopRequestStatus finished = stand.runToTheEnd();
    int looks = stand.aws().ledger().calls("GetPipelineExecution").size();
    stand.restart();

    stand.round(old);
    stand.round(old);

    assertThat(stand.store().status()).isEqualTo(finished);
    assertThat(stand.aws().ledger().stops()).hasSize(1);
    assertThat(stand.aws().ledger().calls("GetPipelineExecution")).hasSize(looks + 1);
  }

  @Test
  void anOldCacheSendsNoStopThatAnotherProcessHasRecorded() {
    PipelineStopRequest old = stand.store().get();
    stand.rush(true);
    stand.round();
    stand.restart();

    stand.round(old);

    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");
    assertThat(stand.aws().ledger().stops()).hasSize(1);
  }

  @Test
  void anOldCacheSendsNoStopForARequestThatIsGone() {
    PipelineStopRequest old = stand.store().get();
    stand.rush(true);
    stand.store().delete();

    assertThat(stand.round(old)).contains(stand.whenAbsentIsDue());

    assertThat(stand.aws().ledger().stops()).isEmpty();
  }

  @Test
  void anOldCacheSendsNoStopForARequestThatIsBeingDeleted() {
    PipelineStopRequest old = stand.store().get();
    stand.rush(true);
    stand.beginDeletion();

    assertThat(stand.round(old)).isEmpty();

    assertThat(stand.aws().ledger().stops()).isEmpty();
  }

  @Test
  void anOldCacheSendsNoStopForARequestThatWasCreatedAgain() {
    PipelineStopRequest old = stand.store().get();
    stand.rush(true);
    stand.createAgain(Stand.spec("shop", execution).abandon(true).build(), "uid-2");

    assertThat(stand.round(old)).contains(stand.whenAbsentIsDue());

    assertThat(stand.aws().ledger().stops()).isEmpty();
  }

  @Test
  void anOldCacheSendsNoStopInAModeThatIsNotWantedAnyMore() {
    stand.store().delete();
    stand.request("shop", execution, false);
    PipelineStopRequest old = stand.store().get();
    stand.rush(true);
    stand.abandon();

    stand.round(old);

    assertThat(stand.aws().ledger().acceptedStops(execution, StopMode.WAIT)).isEmpty();
    assertThat(stand.aws().ledger().acceptedStops(execution, StopMode.ABANDON)).hasSize(1);
  }
}
