package dev.pipelinestop.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipelinestop.rehearsal.Rehearsal.Result;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
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

    assertThat(asked).hasValue(ASKED * Rehearsal.TIMES);
  }

  @Test
  void aStopThatDoesNotGoAsItShouldIsRehearsedAgain() throws InterruptedException {
    assertThat(rehearsal(() -> asked.incrementAndGet() > 1, () -> false).run())
        .isEqualTo(new Result.Rehearsed(Rehearsal.TIMES));
  }

  @Test
  void anApiServerThatDoesNotListRequestsEndsIt() throws InterruptedException {
    assertThat(rehearsal(() -> asked.incrementAndGet() == 0, () -> false).run())
        .isEqualTo(new Result.GivenUp("the API server does not list requests"));

    assertThat(asked.get()).isLessThanOrEqualTo(ASKED * Rehearsal.MOST_FAILURES);
  }

  @Test
  void realWorkGoesFirst() throws InterruptedException {
    List<Integer> askedWhileBusy = new ArrayList<>();
    BooleanSupplier busyThreeTimesAfterTheFirst =
        () -> {
          if (asked.get() == 0 || askedWhileBusy.size() == 3) {
            return false;
          }
          askedWhileBusy.add(asked.get());
          return true;
        };

    assertThat(rehearsal(this::ask, busyThreeTimesAfterTheFirst).run())
        .isEqualTo(new Result.Rehearsed(Rehearsal.TIMES));

    assertThat(askedWhileBusy).containsExactly(ASKED, ASKED, ASKED);
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
