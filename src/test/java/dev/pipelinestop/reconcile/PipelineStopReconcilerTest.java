package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** When the SDK is to hand a request over again, whatever happened. */
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

    assertThat(delay(reconciler(new Breaking(type.getConstructor().newInstance()))))
        .contains(Duration.ofSeconds(30).toMillis());
  }

  /** What goes through to the SDK ends its thread, and the liveness probe has to tell. */
  @Test
  void whateverIsThrownTheRequestIsMissedAfterwards() {
    stand.request("shop", "11111111-1111-4111-8111-111111111111", true);
    AtomicLong nanos = new AtomicLong();
    Agenda agenda = new Agenda(nanos::get);
    PipelineStopReconciler reconciler =
        new PipelineStopReconciler(
            stand.runnerOver(new Breaking(new AssertionError("of some library"))),
            new RoundSlots(1, () -> 0),
            stand.aws().clock(),
            agenda);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> reconciler.reconcile(stand.store().get(), UnusedContext.CONTEXT));

    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    assertThat(agenda.late(Stream.of(stand.store().get())).count()).isEqualTo(1);
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

  @Test
  void itComesAgainWhenItIsDueAndNothingIsDoneBefore() {
    stand.request("shop", stand.running(Duration.ofHours(1)), true);
    PipelineStopReconciler reconciler = reconciler(stand.store());
    Optional<Long> first = delay(reconciler);
    int calls = stand.aws().ledger().calls().size();
    assertThat(first).hasValueSatisfying(delay -> assertThat(delay).isBetween(2000L, 2200L));

    stand.passes(Duration.ofMillis(500));
    assertThat(delay(reconciler)).contains(first.orElseThrow() - 500);
    assertThat(stand.aws().ledger().calls()).hasSize(calls);

    stand.passes(Duration.ofMillis(first.orElseThrow() - 500));
    assertThat(delay(reconciler)).as("after its first look").isPresent();
    assertThat(stand.aws().ledger().calls()).hasSizeGreaterThan(calls);
  }

  @Test
  void itsLogNamesTheExecutionOnceThatIsKnown() {
    String execution = stand.running(Duration.ofHours(1));
    stand.request(
        PipelineStopRequestSpecBuilder.builder()
            .pipelineName("shop")
            .stageName("Deploy")
            .abandon(true)
            .build());
    List<String> named = new ArrayList<>();
    for (int process = 0; process < 2; process++) {
      var unused =
          delay(
              reconciler(
                  new WrappedRequestStore(stand.store()) {
                    @Override
                    public Optional<PipelineStopRequest> read(String namespace, String name)
                        throws StoreUnavailableException {
                      named.add(MDC.get("execution"));
                      return super.read(namespace, name);
                    }
                  }));
    }
    assertThat(named).containsExactly("-", execution);
  }

  /** The SDK lets a second round begin where another request had the same name before. */
  @Test
  void whileARoundRunsNoOtherOfThisRequestBegins() {
    stand.request("shop", stand.running(Duration.ofHours(1)), true);
    Entered store = new Entered(stand.store());
    PipelineStopReconciler reconciler = reconciler(store);
    store.reconciler = reconciler;

    assertThat(delay(reconciler)).as("of the round itself").isEqualTo(SOON);

    assertThat(store.delays).as("of those that began within it").containsOnly(SOON);
    assertThat(stand.aws().ledger().stops()).hasSize(1);
    assertThat(delay(reconciler)).as("afterwards").isNotEqualTo(SOON);
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

  private Optional<Long> delay(PipelineStopReconciler reconciler) {
    return reconciler.reconcile(stand.store().get(), UnusedContext.CONTEXT).getScheduleDelay();
  }

  private PipelineStopReconciler reconciler(RequestStore store) {
    return new PipelineStopReconciler(
        stand.runnerOver(store),
        new RoundSlots(1, () -> 0),
        stand.aws().clock(),
        new Agenda(() -> 0));
  }
}
