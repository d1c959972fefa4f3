package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Command;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.image.Dockerfile;
import dev.pipelinestop.image.ImageBuild;
import dev.pipelinestop.process.OperatorProcess.Launch;
import dev.pipelinestop.stop.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is in the image, built as the Dockerfile builds it and started as the Dockerfile says. A JDK
 * that is too old for it says so, which is then what is tested.
 */
@WithApiServer
final class ImageIT {
  private static final Optional<String> OBSTACLE = ImageBuild.obstacle(Runtime.version().feature());

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Path root;

  @BeforeAll
  static void build() throws Exception {
    Path built = folder.resolve("built");
    ImageBuild build = new ImageBuild(Path.of(System.getProperty("operator.jar")), built);
    if (OBSTACLE.isPresent()) {
      assertThatThrownBy(build::run).hasMessage(OBSTACLE.get());
      return;
    }
    build.run();
    // What was recorded in one place has to hold in another, as in a container.
    root = Files.move(built, folder.resolve("moved"));
  }

  /** The command line of the image, with a limit of 256 MiB, insisting on its AOT cache. */
  private static Launch launch(Scene scene) throws Exception {
    Launch launch = scene.launch(Dockerfile.read().entryPointIn(root));
    Dockerfile.read().environment().forEach(launch::environment);
    return launch.environment("JDK_JAVA_OPTIONS", "-XX:AOTMode=on -XX:MaxRAM=256m");
  }

  /** What the JVM prints with the flags of the image and some more, before it says its version. */
  private static List<String> jvm(String... flags) throws Exception {
    List<String> command = new ArrayList<>(Dockerfile.read().entryPointIn(root));
    command.addAll(command.indexOf("-jar"), List.of(flags));
    command.add("--version");
    return Command.of(Path.of(command.removeFirst()), command.stream().toArray(String[]::new))
        .run()
        .output()
        .lines()
        .toList();
  }

  @Test
  void stopsWhatItIsAskedToAndEndsOnSigterm(ApiServer cluster) throws Exception {
    if (OBSTACLE.isPresent()) {
      return;
    }
    try (Scene scene = new Scene(cluster, "image")) {
      OperatorProcess operator = scene.start(launch(scene));
      String execution = scene.waitingForApproval("shop");
      scene.request("halt", "shop", execution, false);
      scene.awaitReason("halt", Reason.WaitingForApproval);
      scene.escalate("halt");
      scene.awaitReason("halt", Reason.Stopped);

      assertThat(scene.ledger().acceptedStops(execution, StopMode.WAIT)).hasSize(1);
      assertThat(scene.ledger().acceptedStops(execution, StopMode.ABANDON)).hasSize(1);
      assertThat(operator.terminate()).isEqualTo(143);
      assertThat(operator.log()).contains("Stopping: no new work").doesNotContain("[warning]");
    }
  }

  @ParameterizedTest
  @CsvSource({"128m, 48", "256m, 96", "512m, 192", "2g, 768"})
  void theHeapFollowsTheLimitAndTheCacheHolds(String limit, long mebibytes) throws Exception {
    if (OBSTACLE.isPresent()) {
      return;
    }
    assertThat(jvm("-XX:MaxRAM=" + limit, "-XX:AOTMode=on", "-XX:+PrintFlagsFinal"))
        .anyMatch(line -> line.matches(" *size_t MaxHeapSize += " + (mebibytes << 20) + " .*"))
        .anyMatch(line -> line.matches(" *bool UseCompactObjectHeaders += true .*"))
        .anyMatch(line -> line.matches(" *bool UseSerialGC += true .*"));
  }

  @Test
  void holdsNoShellAndNoModuleThatIsNotNeeded() throws Exception {
    if (OBSTACLE.isPresent()) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("pipeline-stop-operator.jar", "operator.aot", "jvm.flags")
          .doesNotContain("sh", "bash", "busybox", "javac", "jshell", "src.zip");
    }
    assertThat(jvm("--list-modules").stream().map(line -> line.replaceFirst("@.*", "")))
        .contains("java.base", "java.net.http", "jdk.httpserver")
        .doesNotContain("java.desktop", "java.sql", "jdk.compiler");
  }

  @Test
  void theCacheIsNotTiedToTheTimeOfTheBuild() throws Exception {
    if (OBSTACLE.isPresent()) {
      return;
    }
    Path home = root.resolve("opt").resolve("pipeline-stop-operator");
    for (Path file :
        List.of(
            home.resolve("pipeline-stop-operator.jar"),
            home.resolve("runtime").resolve("lib").resolve("modules"))) {
      assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(1000));
    }
  }
}
