package dev.pipelinestop.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One object in a file of YAML. */
record Document(Path file, String text, JsonNode object) {
  static final Path GITOPS = Path.of("deploy", "gitops");
  static final Path POLICY = Path.of("deploy", "policy");

  private static final Pattern SEPARATOR = Pattern.compile("(?m)^---\\n");
  private static final Pattern NAMESPACE = Pattern.compile("(?m)^( *)namespace: \\S+$");

  /** The groups of other tools, whose definitions a cluster of ours does not have. */
  private static final Set<String> FOREIGN =
      Set.of(
          "argoproj.io",
          "helm.toolkit.fluxcd.io",
          "kustomize.toolkit.fluxcd.io",
          "source.toolkit.fluxcd.io",
          "kyverno.io");

  /** All that is in the files of these folders and below. */
  static List<Document> below(Path... folders) {
    return Stream.of(folders).flatMap(Document::files).flatMap(Document::in).toList();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in this file. */
  static Stream<Document> in(Path file) {
    try {
      return SEPARATOR
          .splitAsStream(Files.readString(file))
          .filter(text -> !text.isBlank())
          .map(text -> new Document(file, text, Serialization.unmarshal(text, JsonNode.class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The only object of this kind in a file. */
  static Document only(Path file, String kind) {
    List<Document> found = in(file).filter(document -> document.kind().equals(kind)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(file + " has " + found);
    }
    return found.getFirst();
  }

  String kind() {
    return object.path("kind").asText();
  }

  /** The group of its kind, empty for the core. */
  String group() {
    String apiVersion = object.path("apiVersion").asText();
    return apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
  }

  /** Whether it is for another tool, whose definition is not there. */
  boolean isForeign() {
    return FOREIGN.contains(group());
  }

  /** The same in another namespace, with all that it says of its own. */
  String textIn(String namespace) {
    return NAMESPACE.matcher(text).replaceAll("$1namespace: " + namespace);
  }

  @Override
  public String toString() {
    return file + " " + kind() + " " + object.path("metadata").path("name").asText();
  }
}
