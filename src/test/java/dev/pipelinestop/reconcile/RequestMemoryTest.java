package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RequestMemoryTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant UNTIL = NOW.plusSeconds(60);

  private final RequestMemory memory = new RequestMemory("uid-1", NOW);

  RequestMemoryTest() {
    memory.waitUntil(UNTIL, 1, NOW);
  }

  @Test
  void aPauseLastsUntilItsEnd() {
    assertThat(memory.waiting(1, NOW)).isEqualTo(UNTIL);
    assertThat(memory.waiting(1, UNTIL.minusMillis(1))).isEqualTo(UNTIL);
    assertThat(memory.waiting(1, UNTIL)).isNull();
  }

  @Test
  void aChangedSpecEndsIt() {
    assertThat(memory.waiting(2, NOW)).isNull();
  }

  /** Otherwise a request would stand still for as long as the clock was ahead. */
  @Test
  void aClockThatIsPutBackEndsIt() {
    assertThat(memory.waiting(1, NOW.minus(Duration.ofHours(2)))).isNull();
  }

  @Test
  void aClockThatIsKnownALittleBetterDoesNot() {
    assertThat(memory.waiting(1, NOW.minusMillis(500))).isEqualTo(UNTIL);
  }
}
