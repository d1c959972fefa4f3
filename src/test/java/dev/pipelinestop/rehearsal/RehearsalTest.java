package dev.pipelinestop.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipelinestop.rehearsal.Rehearsal.Result;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** That what is rehearsed is a whole stop, and disturbs nobody. */
final class RehearsalTest {
  /** The live read, the intent, the outcome, and the end with what was abandoned. */
  private static final int ASKED = 4;

  private final AtomicInteger asked = new AtomicInteger();

  private static Rehearsal rehearsal(BooleanSupplier asking, BooleanSupplier busy) {
    return new Rehearsal(new KubernetesSerialization(new ObjectMapper(), false), asking, busy);
  }

  private boolean ask() {
    asked.incrementAndGet();
    return true;
  }

  @Test
  void everyStopGoesToItsEndAndAsksAsOftenAsARealOne() throws InterruptedException {
    assertThat(rehearsal(this::ask, () -> false).run())
        .isEqualTo(new Result.Rehearsed(Rehearsal.TIMES));

    assertThat(asked).hasValue(Rehearsal.CONNECTIONS + ASKED * Rehearsal.TIMES);
  }

  /** Each waits for the others: one after another they would wait in vain. */
  @Test
  void atFirstItAsksForSoMuchAtOnceThatAsManyConnectionsAreMade() throws InterruptedException {
    CountDownLatch together = new CountDownLatch(Rehearsal.CONNECTIONS);
    Queue<Boolean> met = new ConcurrentLinkedQueue<>();
    BooleanSupplier asking =
        () -> {
          together.countDown();
          try {
            return met.add(together.await(10, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
          }
        };

    var unused = rehearsal(asking, () -> false).run();

    assertThat(met).hasSizeGreaterThanOrEqualTo(Rehearsal.CONNECTIONS).containsOnly(true);
  }

  @Test
  void aStopThatDoesNotGoAsItShouldIsRehearsedAgain() throws InterruptedException {
    assertThat(
            rehearsal(() -> asked.incrementAndGet() > Rehearsal.CONNECTIONS + 1, () -> false).run())
        .isEqualTo(new Result.Rehearsed(Rehearsal.TIMES));
  }

  @Test
  void anApiServerThatDoesNotListRequestsEndsIt() throws InterruptedException {
    assertThat(rehearsal(() -> asked.incrementAndGet() == 0, () -> false).run())
        .isEqualTo(new Result.GivenUp("the API server does not list requests"));

    assertThat(asked.get())
        .isLessThanOrEqualTo(Rehearsal.CONNECTIONS + ASKED * Rehearsal.MOST_FAILURES);
  }

  @Test
  void realWorkGoesFirst() throws InterruptedException {
    List<Integer> askedWhileBusy = new ArrayList<>();
    BooleanSupplier busyThreeTimesAfterTheFirst =
        () -> {
          if (asked.get() <= Rehearsal.CONNECTIONS || askedWhileBusy.size() == 3) {
            return false;
          }
          askedWhileBusy.add(asked.get());
          return true;
        };

    assertThat(rehearsal(this::ask, busyThreeTimesAfterTheFirst).run())
        .isEqualTo(new Result.Rehearsed(Rehearsal.TIMES));

    int afterOne = Rehearsal.CONNECTIONS + ASKED;
    assertThat(askedWhileBusy).containsExactly(afterOne, afterOne, afterOne);
  }

  @Test
  void itEndsWhenItIsClosed() {
    AtomicInteger waits = new AtomicInteger();
    Rehearsal rehearsal = rehearsal(this::ask, () -> waits.incrementAndGet() > 0);
    rehearsal.begin();
    await().until(() -> waits.get() > 0 && isRunning());

    rehearsal.close();

    await().until(() -> !isRunning());
    assertThat(asked).hasValue(0);
  }

  private static boolean isRunning() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("rehearsal") && thread.isAlive());
  }
}
