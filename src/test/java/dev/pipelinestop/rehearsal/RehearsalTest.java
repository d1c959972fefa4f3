package dev.pipelinestop.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** That what is rehearsed is a whole stop, and disturbs nobody. */
final class RehearsalTest {
  private final AtomicInteger asked = new AtomicInteger();

  private static Rehearsal rehearsal(BooleanSupplier asking, BooleanSupplier busy) {
    return new Rehearsal(new KubernetesSerialization(new ObjectMapper(), false), asking, busy);
  }

  private boolean ask() {
    asked.incrementAndGet();
    return true;
  }

  /** The live read, the intent, the outcome, and the end with what was abandoned. */
  @Test
  void everyStopGoesToItsEndAndAsksAsOftenAsARealOne() {
    assertThatCode(() -> rehearsal(this::ask, () -> false).run()).doesNotThrowAnyException();

    assertThat(asked).hasValue(4 * 40);
  }

  @Test
  void anApiServerThatDoesNotAnswerEndsIt() {
    assertThatThrownBy(() -> rehearsal(() -> asked.incrementAndGet() < 10, () -> false).run())
        .isInstanceOf(IllegalStateException.class);

    assertThat(asked.get()).isLessThan(14);
  }

  @Test
  void realWorkGoesFirst() throws InterruptedException {
    List<Integer> askedWhileBusy = new ArrayList<>();
    BooleanSupplier threeTimesBusyAfterTheFirst =
        () -> {
          if (asked.get() == 0 || askedWhileBusy.size() == 3) {
            return false;
          }
          askedWhileBusy.add(asked.get());
          return true;
        };

    rehearsal(this::ask, threeTimesBusyAfterTheFirst).run();

    assertThat(askedWhileBusy).containsExactly(4, 4, 4);
    assertThat(asked).hasValue(4 * 40);
  }

  @Test
  void itEndsWhenItIsInterrupted() {
    AtomicInteger ended = new AtomicInteger();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    rehearsal(this::ask, () -> true).run();
                  } catch (InterruptedException e) {
                    ended.incrementAndGet();
                  }
                });

    thread.interrupt();

    await().until(() -> ended.get() == 1);
  }
}
