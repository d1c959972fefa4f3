package dev.pipelinestop.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code deploy/image/Dockerfile} says.
 *
 * @param instructions each on one line, without comments
 */
public record Dockerfile(List<String> instructions) {
  static final Path FILE = Path.of("deploy", "image", "Dockerfile");

  /** Reads it. */
  public static Dockerfile read() throws IOException {
    String text =
        Files.readAllLines(FILE).stream()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.joining("\n"));
    return new Dockerfile(
        text.replaceAll("\\\\\n\\s*", "").lines().filter(line -> !line.isBlank()).toList());
  }

  /** The instructions of the last stage, which makes the image. */
  Dockerfile image() {
    int last =
        instructions.lastIndexOf(
            instructions.stream()
                .filter(line -> line.startsWith("FROM "))
                .reduce((earlier, later) -> later)
                .orElseThrow());
    return new Dockerfile(instructions.subList(last, instructions.size()));
  }

  /** What follows this word, wherever it begins an instruction. */
  List<String> all(String instruction) {
    return instructions.stream()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length()).strip())
        .toList();
  }

  /** What follows this word, which begins one instruction. */
  String one(String instruction) {
    List<String> found = all(instruction);
    if (found.size() != 1) {
      throw new IllegalStateException("not one " + instruction + ": " + found);
    }
    return found.getFirst();
  }

  /** The command line of the process, which begins without a shell. */
  List<String> entryPoint() throws JsonProcessingException {
    return List.of(new ObjectMapper().readValue(one("ENTRYPOINT"), String[].class));
  }

  /** The command line of the process, where the files of the image are in this folder. */
  public List<String> entryPointIn(Path root) throws JsonProcessingException {
    return entryPoint().stream()
        .map(word -> word.replaceFirst("(^|[@=])/", "$1" + root.toAbsolutePath() + "/"))
        .toList();
  }

  /** The environment of the process. */
  public Map<String, String> environment() {
    return all("ENV").stream()
        .flatMap(line -> Arrays.stream(line.split(" +")))
        .map(variable -> variable.split("=", 2))
        .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1]));
  }
}
