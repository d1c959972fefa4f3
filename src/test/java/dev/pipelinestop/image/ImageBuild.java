package dev.pipelinestop.image;

import dev.pipelinestop.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Builds what is in the image, for the system and processor that it runs on: a JVM with only the
 * modules that the jar needs, the jar, the flags, and the AOT cache, which that JVM records while
 * it runs the sandbox. {@code mvn -Pimage} and the Dockerfile run it, and so does a test.
 *
 * @param jar the operator
 * @param root where to; what is there is removed
 */
public record ImageBuild(Path jar, Path root) {
  /** The flags of the JVM, one a line. */
  public static final Path FLAGS = Path.of("deploy", "image", "jvm.flags");

  /** The first JDK that writes the cache in one step. */
  private static final int FIRST = 25;

  /** As much memory as the container is meant to have. */
  private static final String MEMORY = "-XX:MaxRAM=256m";

  /**
   * The cache holds for a jar and a runtime of this time. It is what Jib gives to all files, and
   * what no tool that makes images the same each time has a reason to change.
   */
  private static final FileTime TIME = FileTime.fromMillis(1000);

  /** What runs in a pod besides, so that it is recorded too. */
  private static final List<String> AS_IN_A_POD =
      List.of("--metrics-bind-address=127.0.0.1:0", "--health-probe-bind-address=127.0.0.1:0");

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What changes how a JVM or a connection behaves, and is nothing of the image's. */
  private static final List<String> FOREIGN =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /**
   * Entry point.
   *
   * @param args the jar, and the folder to write to
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Optional<String> obstacle = obstacle(Runtime.version().feature());
    if (obstacle.isPresent()) {
      System.err.println(obstacle.get());
      System.exit(2);
    }
    new ImageBuild(Path.of(args[0]), Path.of(args[1])).run();
  }

  /** Why a JDK of this version cannot build it, if it cannot. */
  public static Optional<String> obstacle(int feature) {
    return feature >= FIRST
        ? Optional.empty()
        : Optional.of(
            ("The image needs JDK %d or newer, which writes the AOT cache in one step"
                    + " (-XX:AOTCacheOutput); this is JDK %d. Install one: Maven takes the newest.")
                .formatted(FIRST, feature));
  }

  /** Builds it, in about half a minute. */
  public void run() throws IOException, InterruptedException {
    obstacle(Runtime.version().feature())
        .ifPresent(
            obstacle -> {
              throw new IllegalStateException(obstacle);
            });
    clear();
    Path home = Files.createDirectories(root.resolve("opt").resolve("pipeline-stop-operator"));
    Path runtime = home.resolve("runtime");
    Modules.of(jar).link(runtime);
    Files.setLastModifiedTime(runtime.resolve("lib").resolve("modules"), TIME);
    Files.copy(FLAGS, home.resolve("jvm.flags"));
    Path operator = home.resolve("pipeline-stop-operator.jar");
    Files.copy(jar, operator, StandardCopyOption.COPY_ATTRIBUTES);
    Files.setLastModifiedTime(operator, TIME);
    train(home, operator);
    if (System.getProperty("os.name").equals("Linux")) {
      new BaseFiles(root, runtime).write();
    }
  }

  private void clear() throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Runs the sandbox, without a network, with an operator that records what it loads. */
  private static void train(Path home, Path operator) throws IOException, InterruptedException {
    Path cache = home.resolve("operator.aot").toAbsolutePath();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsandbox.mock=true",
                "-classpath",
                System.getProperty("java.class.path"),
                Sandbox.class.getName()));
    command.addAll(
        List.of(
            home.resolve("runtime").resolve("bin").resolve("java").toAbsolutePath().toString(),
            "@" + home.resolve("jvm.flags").toAbsolutePath(),
            MEMORY,
            "-XX:AOTCacheOutput=" + cache,
            "-jar",
            operator.toAbsolutePath().toString()));
    command.addAll(AS_IN_A_POD);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = builder.environment();
    FOREIGN.forEach(environment::remove);
    for (String name : List.of("no_proxy", "NO_PROXY")) {
      environment.put(name, "localhost,127.0.0.1");
    }
    Process sandbox = builder.start();
    try {
      if (!sandbox.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)) {
        throw new IllegalStateException("the sandbox did not end within " + PATIENCE);
      }
    } finally {
      sandbox.descendants().forEach(ProcessHandle::destroyForcibly);
      sandbox.destroyForcibly();
    }
    if (sandbox.exitValue() != 0) {
      throw new IllegalStateException("the sandbox ended with " + sandbox.exitValue());
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException("the JVM wrote no AOT cache to " + cache);
    }
  }
}
