package dev.pipelinestop.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.process.JvmFlags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be said of the image without building it. */
final class ImageBuildTest {

  @Test
  void anOlderJdkIsToldWhatIsMissing() {
    assertThat(ImageBuild.obstacle(24))
        .hasValueSatisfying(
            obstacle ->
                assertThat(obstacle).contains("JDK 25 or newer", "AOT cache", "this is JDK 24"));
    assertThat(ImageBuild.obstacle(25)).isEmpty();
    assertThat(ImageBuild.obstacle(26)).isEmpty();
  }

  @Test
  void itsFlagsAreThoseOfTheReadmeWithAHeapThatFollowsTheLimit() throws Exception {
    List<String> flags =
        Files.readAllLines(ImageBuild.FLAGS).stream().filter(line -> line.startsWith("-")).toList();
    assertThat(flags)
        .containsAll(
            JvmFlags.RECOMMENDED.stream().filter(flag -> !flag.startsWith("-Xmx")).toList())
        .contains("-XX:+UseCompactObjectHeaders")
        .noneMatch(flag -> flag.startsWith("-Xm"));
  }

  @Test
  void theProcessIsTheJvmAndNobodySpecial() throws Exception {
    Dockerfile dockerfile = Dockerfile.read();
    assertThat(dockerfile.one("USER")).matches("[1-9]\\d*:[1-9]\\d*");
    assertThat(dockerfile.entryPoint().getFirst()).endsWith("/runtime/bin/java");
    assertThat(dockerfile.all("CMD")).isEmpty();
    assertThat(dockerfile.all("SHELL")).isEmpty();
  }

  @Test
  void everyBaseIsPinnedByItsVersionAndNamesNoRegistry() throws Exception {
    Dockerfile dockerfile = Dockerfile.read();
    assertThat(dockerfile.all("FROM"))
        .hasSizeGreaterThan(1)
        .allSatisfy(
            base ->
                assertThat(base).matches("scratch|[a-z-]+:\\d+\\.\\d+\\.\\d+\\S*( AS [a-z]+)?"));
    assertThat(dockerfile.all("FROM").getLast()).isEqualTo("scratch");
  }

  @Test
  void whatIsCopiedIsThereAndNotIgnored() throws Exception {
    List<String> ignored = Files.readAllLines(Path.of(Dockerfile.FILE + ".dockerignore"));
    assertThat(ignored).contains("*");
    for (String copy : Dockerfile.read().all("COPY")) {
      if (copy.startsWith("--from=")) {
        continue;
      }
      String source = copy.substring(0, copy.indexOf(" "));
      assertThat(Path.of(source)).exists();
      assertThat(ignored).contains("!" + source);
    }
  }

  @Test
  void jibMakesTheSameImage() throws Exception {
    Dockerfile dockerfile = Dockerfile.read().image();
    JibConfiguration jib = JibConfiguration.read();
    assertThat(jib.text("from/image")).isEqualTo(dockerfile.all("FROM").getLast());
    assertThat(jib.texts("container/entrypoint/word")).isEqualTo(dockerfile.entryPoint());
    assertThat(jib.texts("container/ports/port"))
        .isEqualTo(List.of(dockerfile.one("EXPOSE").split(" ")));
    assertThat(jib.children("container/environment")).isEqualTo(dockerfile.environment());
    assertThat(jib.text("container/user")).isEqualTo(dockerfile.one("USER"));
    assertThat(jib.text("container/workingDirectory")).isEqualTo(dockerfile.one("WORKDIR"));
    assertThat(jib.children("container/labels").keySet())
        .allSatisfy(label -> assertThat(dockerfile.one("LABEL")).contains(label + "="));
    assertThat(dockerfile.one("LABEL").split("=\""))
        .hasSize(jib.children("container/labels").size() + 1);
  }
}
