package dev.pipelinestop.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The real kubectl, as an administrator of one cluster. */
public final class Kubectl {
  private final Path program;
  private final Path kubeconfig;
  private final Path cache;
  private final List<String> options;

  Kubectl(Path program, Path kubeconfig, Path cache) {
    this(program, kubeconfig, cache, List.of());
  }

  private Kubectl(Path program, Path kubeconfig, Path cache, List<String> options) {
    this.program = program;
    this.kubeconfig = kubeconfig;
    this.cache = cache;
    this.options = options;
  }

  /** What a run of kubectl printed, and how it ended. */
  public record Result(List<String> command, int exitCode, String stdout, String stderr) {

    /** Whether kubectl says that it did what was asked. */
    public boolean succeeded() {
      return exitCode == 0;
    }

    /**
     * What was printed.
     *
     * @throws IllegalStateException if it failed, with what it said
     */
    public String output() {
      if (!succeeded()) {
        throw new IllegalStateException(
            "%s ended with %d:%n%s%s"
                .formatted(String.join(" ", command), exitCode, stdout, stderr));
      }
      return stdout;
    }

    /**
     * What was said when it was refused.
     *
     * @throws IllegalStateException if it was not
     */
    public String refusal() {
      if (succeeded()) {
        throw new IllegalStateException(
            "%s was not refused:%n%s%s".formatted(String.join(" ", command), stdout, stderr));
      }
      return stderr;
    }
  }

  /** The same, with options before all others, such as {@code --namespace=…} or {@code --as=…}. */
  public Kubectl with(String... more) {
    return new Kubectl(
        program, kubeconfig, cache, Stream.concat(options.stream(), Stream.of(more)).toList());
  }

  /** Where it is, for what runs it by itself. */
  public Path program() {
    return program;
  }

  /** Runs kubectl and waits for its end, at most a minute. */
  public Result run(String... arguments) {
    return runWith("", arguments);
  }

  /**
   * Runs what a person pastes into a shell, in which {@code kubectl} is this one. Options count
   * only where the lines name them.
   */
  public Result shell(String lines) {
    var path = program.getParent() + File.pathSeparator + System.getenv("PATH");
    return result(Command.of(Path.of("/bin/sh"), "-e", "-c", lines).environment("PATH", path));
  }

  /** Runs kubectl with something to read: {@code runWith(yaml, "apply", "-f", "-")}. */
  public Result runWith(String input, String... arguments) {
    var words = Stream.concat(options.stream(), Stream.of(arguments)).toArray(String[]::new);
    return result(Command.of(program, words).input(input));
  }

  private Result result(Command command) {
    var result =
        command
            .environment("KUBECONFIG", kubeconfig.toString())
            .environment("KUBECACHEDIR", cache.toString())
            .run();
    return new Result(result.words(), result.exitCode(), result.stdout(), result.stderr());
  }
}
