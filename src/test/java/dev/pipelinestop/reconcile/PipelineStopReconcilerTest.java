package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request for which something happened that nobody thought of. */
final class PipelineStopReconcilerTest {
  /** Nothing of it is used. */
  @SuppressWarnings("unchecked")
  private static final Context<PipelineStopRequest> CONTEXT =
      (Context<PipelineStopRequest>)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  private final Stand stand = new Stand();
  private final AtomicLong nanos = new AtomicLong();
  private final RoundSlots slots = new RoundSlots(1, nanos::get);

  /** A store that breaks in a way that is not foreseen. */
  private record Breaking(Throwable with) implements RequestStore {
    @Override
    public Optional<PipelineStopRequest> read(String namespace, String name) {
      if (with instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) with;
    }

    @Override
    public Written writeStatus(PipelineStopRequest request) {
      return new Written.Gone();
    }

    @Override
    public Deleted delete(PipelineStopRequest request) {
      throw new IllegalStateException("nothing here has ttlSecondsAfterFinished");
    }

    @Override
    public Optional<Instant> time() {
      throw new IllegalStateException("nothing here has ttlSecondsAfterFinished");
    }
  }

  /** After an Error that reaches it, the SDK would never call again for this request. */
  @ParameterizedTest
  @ValueSource(
      classes = {IllegalStateException.class, StackOverflowError.class, OutOfMemoryError.class})
  void itIsTriedAgain(Class<? extends Throwable> type) throws Exception {
    stand.request("shop", "11111111-1111-4111-8111-111111111111", true);

    UpdateControl<PipelineStopRequest> control =
        reconciler(new Breaking(type.getConstructor().newInstance()))
            .reconcile(stand.store().get(), CONTEXT);

    assertThat(control.getScheduleDelay()).contains(Duration.ofSeconds(30).toMillis());
  }

  @Test
  void aRequestWithoutSpecIsTriedAgainToo() {
    PipelineStopRequest request = new PipelineStopRequest();
    stand.request("shop", "11111111-1111-4111-8111-111111111111", true);
    request.setMetadata(stand.store().get().getMetadata());

    assertThat(reconciler(stand.store()).reconcile(request, CONTEXT).getScheduleDelay())
        .isPresent();
  }

  @Test
  void theLookAtAnAcceptedAbandonWaitsWhileManyStopsAreSent() {
    stand.rush(true);
    stand.request("shop", stand.running(Duration.ofHours(1)), true);
    PipelineStopReconciler reconciler = reconciler(stand.runner());
    reconciler.reconcile(stand.store().get(), CONTEXT);
    int calls = stand.aws().ledger().calls().size();
    stand.passes(Duration.ofSeconds(6));
    for (int stop = 0; stop <= RoundSlots.MANY; stop++) {
      assertThat(slots.run(true, () -> true)).contains(true);
    }

    assertThat(reconciler.reconcile(stand.store().get(), CONTEXT).getScheduleDelay())
        .contains(Duration.ofMillis(500).toMillis());
    assertThat(stand.aws().ledger().calls()).as("calls while others are stopped").hasSize(calls);

    nanos.addAndGet(Duration.ofMillis(500).toNanos());
    reconciler.reconcile(stand.store().get(), CONTEXT);
    assertThat(Stand.reason(stand.store().status())).as("afterwards").isEqualTo("Stopped");
  }

  private PipelineStopReconciler reconciler(RequestStore store) {
    return reconciler(stand.runnerOver(store));
  }

  private PipelineStopReconciler reconciler(RoundRunner rounds) {
    return new PipelineStopReconciler(rounds, slots, stand.aws().clock(), new Agenda(nanos::get));
  }
}
