package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request for which something happened that nobody thought of. */
final class PipelineStopReconcilerTest {
  private static final Optional<Long> SOON = Optional.of(Agenda.SOON.toMillis());

  private final Stand stand = new Stand();

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
            .reconcile(stand.store().get(), UnusedContext.CONTEXT);

    assertThat(control.getScheduleDelay()).contains(Duration.ofSeconds(30).toMillis());
  }

  @Test
  void aRequestWithoutSpecIsTriedAgainToo() {
    PipelineStopRequest request = new PipelineStopRequest();
    stand.request("shop", "11111111-1111-4111-8111-111111111111", true);
    request.setMetadata(stand.store().get().getMetadata());

    assertThat(
            reconciler(stand.store()).reconcile(request, UnusedContext.CONTEXT).getScheduleDelay())
        .isPresent();
  }

  /** The SDK lets a second round begin where another request had the same name before. */
  @Test
  void whileARoundRunsNoOtherOfThisRequestBegins() {
    stand.request("shop", stand.running(Duration.ofHours(1)), true);
    Entered store = new Entered(stand.store());
    PipelineStopReconciler reconciler = reconciler(store);
    store.reconciler = reconciler;

    var outer = reconciler.reconcile(stand.store().get(), UnusedContext.CONTEXT);

    assertThat(store.delays).as("of those that began within it").containsOnly(SOON);
    assertThat(outer.getScheduleDelay()).as("of the round itself").isEqualTo(SOON);
    assertThat(stand.aws().ledger().stops()).hasSize(1);
    assertThat(reconciler.reconcile(stand.store().get(), UnusedContext.CONTEXT).getScheduleDelay())
        .as("afterwards")
        .isNotEqualTo(SOON);
  }

  /** The SDK hands a request over again at every write of its status. */
  private static final class Entered extends WrappedRequestStore {
    final List<Optional<Long>> delays = new ArrayList<>();
    @Nullable PipelineStopReconciler reconciler;

    Entered(RequestStore store) {
      super(store);
    }

    @Override
    public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
      delays.add(
          Objects.requireNonNull(reconciler)
              .reconcile(request, UnusedContext.CONTEXT)
              .getScheduleDelay());
      return super.writeStatus(request);
    }
  }

  private PipelineStopReconciler reconciler(RequestStore store) {
    return new PipelineStopReconciler(
        stand.runnerOver(store),
        new RoundSlots(1, () -> 0),
        stand.aws().clock(),
        new Agenda(() -> 0));
  }
}
