package dev.pipelinestop.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A release is called what its tag says, and is refused if anything disagrees. */
final class ReleaseNamesTest {
  private static final Path SCRIPT = Path.of(".ci", "release-names");

  private static Command.Result names(String tag, String registry) {
    return Command.of(SCRIPT.toAbsolutePath())
        .environment("TAG", tag)
        .environment("REGISTRY", registry)
        .environment("REPOSITORY", "Example/Pipeline-Stop-Operator")
        .run();
  }

  private static String version() throws Exception {
    return Files.readAllLines(Path.of("pom.xml")).stream()
        .filter(line -> line.startsWith("  <version>"))
        .map(line -> line.replaceAll("</?version>", "").strip())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void areThoseOfTheTagAndTheRegistryInSmallLetters() throws Exception {
    assertThat(names("v" + version(), "registry.example").output())
        .isEqualTo(
            """
            version=%s
            image=registry.example/example/pipeline-stop-operator
            charts=registry.example/example/pipeline-stop-operator/charts
            """
                .formatted(version()));
  }

  @Test
  void anotherTagThanTheVersionIsRefused() throws Exception {
    Command.Result refused = names("v9.9.9", "registry.example");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stdout()).isEmpty();
    assertThat(refused.stderr()).contains("v9.9.9", "pom.xml says " + version());
  }

  @Test
  void withoutARegistryItSaysWhereToSetIt() throws Exception {
    Command.Result refused = names("v" + version(), "");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr()).contains("IMAGE_REGISTRY");
  }
}
