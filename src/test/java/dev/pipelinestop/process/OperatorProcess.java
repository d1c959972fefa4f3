package dev.pipelinestop.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An operator in a JVM of its own, with its log in a file. */
public final class OperatorProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration END = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;

  private OperatorProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    // Whatever ends this JVM must not leave the other one behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** How an operator is started. */
  public static final class Launch {
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();

    private Launch(List<String> program, List<String> jvmFlags) {
      this(
          Stream.of(
                  Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                  jvmFlags.stream(),
                  program.stream())
              .flatMap(words -> words)
              .toList());
    }

    private Launch(List<String> command) {
      this.command.addAll(command);
      environment.put("AWS_ACCESS_KEY_ID", "simulated");
      environment.put("AWS_SECRET_ACCESS_KEY", "simulated");
      environment.put("AWS_REGION", "eu-central-1");
      environment.put("AWS_EC2_METADATA_DISABLED", "true");
    }

    /** The jar that the build has made. */
    public static Launch jar(String... jvmFlags) {
      return new Launch(
          List.of("-jar", System.getProperty("operator.jar", "target/pipeline-stop-operator.jar")),
          List.of(jvmFlags));
    }

    /** The compiled classes, for when there is no jar yet. */
    public static Launch classes(String... jvmFlags) {
      return new Launch(
          List.of("-cp", System.getProperty("java.class.path"), "dev.pipelinestop.Main"),
          List.of(jvmFlags));
    }

    /** A command line that ends with the jar, such as that of the image. */
    public static Launch command(List<String> command) {
      return new Launch(command);
    }

    /** Adds flags of the operator. */
    public Launch with(String... flags) {
      command.addAll(List.of(flags));
      return this;
    }

    /** Sets a variable of its environment. */
    public Launch environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** Names its cluster. */
    public Launch cluster(Path kubeconfig) {
      return environment("KUBECONFIG", kubeconfig.toString());
    }

    /** Names its AWS. */
    public Launch aws(URI endpoint) {
      return environment("AWS_ENDPOINT_URL", endpoint.toString());
    }

    /** Starts it and returns at once. */
    public OperatorProcess start() {
      try {
        Path log = Files.createTempFile("operator-", ".log");
        ProcessBuilder builder =
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new OperatorProcess(builder.start(), log);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot start " + command, e);
      }
    }
  }

  /** Waits until it watches; fails with its log if it ends instead. */
  public OperatorProcess awaitReady() {
    Awaitility.await("the operator watches")
        .atMost(START)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> log().contains("Watching PipelineStopRequests") || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException("the operator ended:\n" + log());
    }
    return this;
  }

  /** Everything it has logged so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the log of the operator", e);
    }
  }

  /** Its id. */
  public long pid() {
    return process.pid();
  }

  /** The process itself. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** SIGKILL: it ends wherever it is. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** SIGTERM; returns its exit code when it has ended. */
  public int terminate() {
    process.destroy();
    return awaitEnd();
  }

  /** Waits until it has ended by itself; returns its exit code. */
  public int awaitEnd() {
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the operator did not end in time:\n" + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return process.exitValue();
  }

  /** Ends it, if it has not ended, and removes its log. */
  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the log of the operator", e);
    }
  }
}
