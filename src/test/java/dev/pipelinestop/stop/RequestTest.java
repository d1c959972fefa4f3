package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reason that AWS is told. */
class RequestTest {
  private final ProtocolRun run = new ProtocolRun(new ScriptedAws());

  /** However AWS counts: the stop must not fail for its reason. */
  @ParameterizedTest
  @CsvSource({"a, 200, 200", "中, 200, 200", "😀, 100, 200", "😀, 101, 199", "😀, 200, 199"})
  void isNeverTooLong(String character, int times, int length) {
    run.asks(spec -> spec.reason(character.repeat(times)));

    assertThat(run.roundUntilSend().reason()).startsWith(character).hasSize(length);
  }
}
