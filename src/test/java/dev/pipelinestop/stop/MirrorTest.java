package dev.pipelinestop.stop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status has to fit into the store of the API server, whatever AWS shows. */
class MirrorTest {
  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws);

  /** The longest that the gateway lets through, of characters that take six bytes when stored. */
  private static ActionSighting huge(int number, String status, String character) {
    return ActionSightingBuilder.builder(Sightings.action("action-" + number, status))
        .externalExecutionId(character.repeat(1500))
        .externalExecutionUrl("https://x.example/" + character.repeat(2000))
        .summary(character.repeat(1024))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "中", "a", "\\"})
  void whatIsTooMuchIsCutAndCounted(String character) {
    aws.shows(
        "Stopping",
        IntStream.range(0, 150)
            .mapToObj(i -> huge(i, i < 50 ? "InProgress" : "Abandoned", character))
            .toArray(ActionSighting[]::new));

    run.round();

    assertThat(run.status().inProgressActionCount()).isEqualTo(50);
    assertThat(run.status().abandonedActionCount()).isEqualTo(100);
    assertThat(run.status().abandonedActions()).isNotEmpty();
    String stored = run.status().toString().replace("<", "\\u003c").replace("\\", "\\\\");
    assertThat(stored.getBytes(UTF_8).length).isLessThan(600_000);
  }

  @Test
  void whatIsUsualIsNotCut() {
    aws.shows(
        "Stopping",
        IntStream.range(0, 100)
            .mapToObj(i -> Sightings.action("action-" + i, "InProgress"))
            .toArray(ActionSighting[]::new));

    run.round();

    assertThat(run.status().inProgressActions()).hasSize(100);
  }
}
