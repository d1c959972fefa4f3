package dev.pipelinestop.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that is run to its end, within bounds. */
public record Command(
    List<String> words, Map<String, String> environment, String input, Duration timeout) {

  /** What came of it. */
  public record Result(List<String> words, int exitCode, String stdout, String stderr) {

    /** What it printed; fails with what it complained about if it failed. */
    public String output() {
      if (exitCode != 0) {
        throw new IllegalStateException(
            "exit code %d of %s: %s%s".formatted(exitCode, words, stdout, stderr));
      }
      return stdout;
    }
  }

  /** A program with its arguments, without input, for a minute at most. */
  public static Command of(Path program, String... arguments) {
    var words = Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
    return new Command(words, Map.of(), "", Duration.ofMinutes(1));
  }

  /** The same, with a variable more. */
  public Command environment(String name, String value) {
    var more = new HashMap<>(environment);
    more.put(name, value);
    return new Command(words, Map.copyOf(more), input, timeout);
  }

  /** The same, with this to read. */
  public Command input(String text) {
    return new Command(words, environment, text, timeout);
  }

  /** The same, with another limit. */
  public Command timeout(Duration limit) {
    return new Command(words, environment, input, limit);
  }

  /** Runs it in the folder of the project. A program that does not end in time is killed. */
  public Result run() {
    try {
      // Files instead of pipes: nobody has to read two streams at once, and none can fill up.
      var folder = Files.createTempDirectory("command");
      var stdin = Files.writeString(folder.resolve("stdin"), input);
      var stdout = folder.resolve("stdout");
      var stderr = folder.resolve("stderr");
      try {
        var builder =
            new ProcessBuilder(words)
                .redirectInput(stdin.toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().putAll(environment);
        var exitCode = endOf(builder.start());
        return new Result(words, exitCode, read(stdout), read(stderr));
      } finally {
        for (var file : List.of(stdin, stdout, stderr, folder)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + words, e);
    }
  }

  private int endOf(Process process) {
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new IllegalStateException("not done within " + timeout + ": " + words);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + words, e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
