package dev.pipelinestop.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that is started again and again with the same words. Used by one thread. */
final class ServerProgram {
  private final List<String> words;
  private final Path log;
  private @Nullable Process process;

  ServerProgram(List<String> words, Path log) {
    this.words = words;
    this.log = log;
  }

  void start() {
    try {
      var started =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      // Whatever ends this JVM must not leave the other one behind.
      Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
      process = started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + words, e);
    }
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  void send(Signal signal) {
    if (process != null) {
      signal.send(process.toHandle());
    }
  }

  /** SIGKILL; returns when it has ended. */
  void kill() {
    if (process == null) {
      return;
    }
    process.destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("killed, and still there: " + words);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The end of what it said, to find out why it does not do what it should. */
  String lastWords() {
    try {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }
}
