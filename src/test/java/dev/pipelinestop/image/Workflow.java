package dev.pipelinestop.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A workflow of GitHub Actions. */
record Workflow(Path file, JsonNode yaml) {
  static final Path FOLDER = Path.of(".github", "workflows");

  /**
   * A step of a job.
   *
   * @param name which one it is, for messages
   */
  record Step(String name, JsonNode workflow, JsonNode job, JsonNode yaml) {

    /** What it runs in a shell; empty if it uses an action. */
    String script() {
      return yaml.path("run").asText();
    }

    /** The variables that its shell is given by the workflow, the job and itself. */
    Set<String> variables() {
      Set<String> names = new TreeSet<>();
      for (JsonNode level : List.of(workflow, job, yaml)) {
        level.path("env").fieldNames().forEachRemaining(names::add);
      }
      return names;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Workflow> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Workflow::read).toList();
    }
  }

  static Workflow read(Path file) {
    try {
      return new Workflow(file, new ObjectMapper(new YAMLFactory()).readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  JsonNode job(String name) {
    return yaml.path("jobs").path(name);
  }

  List<String> jobs() {
    return names(yaml.path("jobs"));
  }

  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (String job : jobs()) {
      for (JsonNode step : job(job).path("steps")) {
        String name = step.path("name").asText(step.path("uses").asText(step.path("run").asText()));
        steps.add(new Step("%s: %s: %s".formatted(file, job, name), yaml, job(job), step));
      }
    }
    return steps;
  }

  /** What steps and jobs use of others. */
  Stream<String> uses() {
    return StreamSupport.stream(yaml.findValues("uses").spliterator(), false).map(JsonNode::asText);
  }

  @Override
  public String toString() {
    return file.toString();
  }

  static List<String> names(JsonNode map) {
    List<String> names = new ArrayList<>();
    map.fieldNames().forEachRemaining(names::add);
    return names;
  }

  static List<String> texts(JsonNode oneOrMore) {
    return oneOrMore.isArray()
        ? StreamSupport.stream(oneOrMore.spliterator(), false).map(JsonNode::asText).toList()
        : oneOrMore.isMissingNode() ? List.of() : List.of(oneOrMore.asText());
  }
}
