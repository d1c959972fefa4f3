package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who goes first, and that everybody goes in the end. */
final class RoundSlotsTest {
  private static final boolean STOP = true;
  private static final boolean LOOK = false;

  private final AtomicLong nanos = new AtomicLong();
  private final RoundSlots slots = new RoundSlots(1, nanos::get);
  private final List<String> began = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);

  /** Takes the only slot until {@link #first} is counted down. */
  private void occupy() {
    start(
        () ->
            slots.run(
                STOP,
                () -> {
                  began.add("first");
                  awaitQuietly(first);
                  return 0;
                }));
    await().until(() -> began.contains("first"));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread start(Runnable work) {
    Thread thread = Thread.ofVirtual().start(work);
    threads.add(thread);
    return thread;
  }

  private Thread waits(boolean stop, String name) {
    int before = slots.waiting();
    Thread thread = start(() -> slots.run(stop, () -> began.add(name)));
    await().until(() -> slots.waiting() == before + 1);
    return thread;
  }

  private void passes(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  private void assertBeganInOrder(String... names) {
    first.countDown();
    await().until(() -> slots.waiting() == 0 && began.size() == names.length + 1);
    assertThat(began.subList(1, began.size())).containsExactly(names);
  }

  @AfterEach
  void end() throws InterruptedException {
    first.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void stopsGoFirst() {
    occupy();
    waits(LOOK, "look");
    waits(STOP, "stop");

    assertBeganInOrder("stop", "look");
  }

  @Test
  void equalOnesGoInTheOrderInWhichTheyCame() {
    occupy();
    waits(STOP, "one");
    waits(STOP, "two");
    waits(LOOK, "three");
    waits(LOOK, "four");

    assertBeganInOrder("one", "two", "three", "four");
  }

  @Test
  void aLookWaitsForStopsForTenSecondsAtMost() {
    occupy();
    waits(LOOK, "look");
    passes(Duration.ofMillis(9_999));
    waits(STOP, "earlier stop");
    passes(Duration.ofMillis(2));
    waits(STOP, "later stop");

    assertBeganInOrder("earlier stop", "look", "later stop");
  }

  @Test
  void asManyRunAtOnceAsThereAreSlots() {
    RoundSlots two = new RoundSlots(2, nanos::get);
    for (int i = 0; i < 3; i++) {
      String name = "one of three, " + i;
      start(
          () ->
              two.run(
                  STOP,
                  () -> {
                    began.add(name);
                    awaitQuietly(first);
                    return 0;
                  }));
    }

    await().until(() -> began.size() == 2 && two.waiting() == 1);
  }

  @ParameterizedTest
  @CsvSource({"true, 499, false", "true, 500, true", "false, 10000, false"})
  void stopsThatWaitLongAreARush(boolean stop, int millis, boolean rush) {
    occupy();
    Thread waiting = waits(stop, "other");
    passes(Duration.ofMillis(millis));
    assertThat(slots.isRush()).as("while nobody knows how long it will take").isFalse();

    first.countDown();
    join(waiting);

    assertThat(slots.isRush()).isEqualTo(rush);
  }

  @Test
  void aRushIsOverFiveSecondsAfterTheLastStopThatWaitedLong() {
    occupy();
    Thread waiting = waits(STOP, "other");
    passes(Duration.ofSeconds(1));
    first.countDown();
    join(waiting);

    passes(Duration.ofMillis(4_999));
    assertThat(slots.isRush()).isTrue();

    passes(Duration.ofMillis(1));
    assertThat(slots.isRush()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 51, 19, true",
    "true, 51, 20, false",
    "true, 50, 0, false",
    "false, 51, 0, false"
  })
  void veryManyStopsWithinASecondAreARush(boolean stop, int count, int pause, boolean rush) {
    begin(stop, count, Duration.ofMillis(pause));

    assertThat(slots.isRush()).isEqualTo(rush);
  }

  @Test
  void aRushIsOverFiveSecondsAfterTheLastOfVeryManyStops() {
    begin(STOP, RoundSlots.MANY + 1, Duration.ZERO);

    passes(Duration.ofMillis(4_999));
    begin(STOP, 1, Duration.ZERO);
    assertThat(slots.isRush()).isTrue();

    passes(Duration.ofMillis(1));
    assertThat(slots.isRush()).isFalse();
  }

  @Test
  void theStopsOfARushAreSentWhenNoOtherBeganForHalfASecond() {
    begin(STOP, RoundSlots.MANY, Duration.ZERO);
    assertThat(slots.isSendingMany()).as("no rush yet").isFalse();

    begin(STOP, 1, Duration.ZERO);
    passes(Duration.ofMillis(499));
    assertThat(slots.isSendingMany()).isTrue();

    passes(Duration.ofMillis(1));
    assertThat(slots.isSendingMany()).isFalse();
    assertThat(slots.isRush()).isTrue();
  }

  private void begin(boolean stop, int count, Duration pause) {
    for (int i = 0; i < count; i++) {
      passes(i == 0 ? Duration.ZERO : pause);
      assertThat(slots.run(stop, () -> true)).contains(true);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoIsInterruptedWhileWaitingLeavesItsTurnToOthers() {
    occupy();
    List<Optional<Boolean>> results = new CopyOnWriteArrayList<>();
    Thread leaving =
        start(() -> results.add(slots.run(STOP, () -> began.add("the one that leaves"))));
    await().until(() -> slots.waiting() == 1);
    waits(STOP, "other");

    leaving.interrupt();
    join(leaving);

    assertThat(results).containsExactly(Optional.empty());
    assertBeganInOrder("other");
  }

  @Test
  void aFailureGivesTheSlotBack() {
    start(
            () ->
                slots.run(
                    STOP,
                    () -> {
                      throw new IllegalStateException("on purpose");
                    }))
        .setUncaughtExceptionHandler((thread, error) -> {});

    await().untilAsserted(() -> assertThat(slots.close(Duration.ZERO)).isTrue());
  }

  @Test
  void closedSlotsWaitForWhatRunsAndBeginNothingElse() {
    occupy();
    List<Optional<Boolean>> results = new CopyOnWriteArrayList<>();
    start(() -> results.add(slots.run(STOP, () -> began.add("waiting"))));
    await().until(() -> slots.waiting() == 1);

    assertThat(slots.close(Duration.ofMillis(1))).as("while it runs").isFalse();
    first.countDown();
    assertThat(slots.close(Duration.ofSeconds(30))).isTrue();

    await().until(() -> results.size() == 1);
    assertThat(results).containsExactly(Optional.empty());
    assertThat(slots.run(STOP, () -> began.add("late"))).isEmpty();
    assertThat(began).containsExactly("first");
  }
}
