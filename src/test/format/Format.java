import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs google-java-format over every Java file of the project, in the JDK that the build selected.
 * Arguments: the formatter's jar, then its options.
 */
class Format {
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    for (String tool : List.of("api", "code", "file", "parser", "tree", "util")) {
      command.add("--add-exports");
      command.add("jdk.compiler/com.sun.tools.javac." + tool + "=ALL-UNNAMED");
    }
    command.add("-jar");
    command.addAll(Arrays.asList(args));
    try (var files = Files.walk(Path.of("src"))) {
      files.filter(f -> f.toString().endsWith(".java")).map(Path::toString).forEach(command::add);
    }
    System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
  }
}
