package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** While the stops of a rush are sent, the looks at abandons that AWS has accepted wait. */
final class PutOffLookTest {
  private final Stand stand = new Stand();
  private final String execution = stand.running(Duration.ofHours(2));
  private final AtomicLong nanos = new AtomicLong();
  private final RoundSlots slots = new RoundSlots(1, nanos::get);

  private void request(boolean abandon) {
    stand.rush(true);
    stand.request("shop", execution, abandon);
  }

  private boolean mayBePutOff() {
    return stand.runner().mayBePutOff(stand.store().get());
  }

  @Test
  void untilTenSecondsAfterTheAnswer() {
    request(true);
    assertThat(mayBePutOff()).as("before the stop").isFalse();
    stand.round();
    assertThat(mayBePutOff()).as("after the stop").isTrue();

    stand.passes(Duration.ofMillis(9_999));
    assertThat(mayBePutOff()).as("just before its time").isTrue();

    stand.passes(Duration.ofMillis(1));
    assertThat(mayBePutOff()).as("at its time").isFalse();
  }

  @Test
  void notAtAWaitWhichIsWritten() {
    request(false);

    stand.round();

    assertThat(mayBePutOff()).isFalse();
  }

  @Test
  void untilAllStopsAreSent() {
    request(true);
    PipelineStopReconciler reconciler =
        new PipelineStopReconciler(
            stand.runner(), slots, stand.aws().clock(), new Agenda(nanos::get));
    reconcile(reconciler);
    int calls = stand.aws().ledger().calls().size();
    stand.passes(Duration.ofSeconds(6));
    for (int stop = 0; stop <= RoundSlots.MANY; stop++) {
      assertThat(slots.run(true, () -> true)).contains(true);
    }

    assertThat(reconcile(reconciler).getScheduleDelay())
        .contains(Duration.ofMillis(500).toMillis());
    assertThat(stand.aws().ledger().calls()).as("calls while others are stopped").hasSize(calls);

    nanos.addAndGet(Duration.ofMillis(500).toNanos());
    reconcile(reconciler);
    assertThat(Stand.reason(stand.store().status())).as("afterwards").isEqualTo("Stopped");
  }

  private UpdateControl<PipelineStopRequest> reconcile(PipelineStopReconciler reconciler) {
    return reconciler.reconcile(stand.store().get(), UnusedContext.CONTEXT);
  }
}
