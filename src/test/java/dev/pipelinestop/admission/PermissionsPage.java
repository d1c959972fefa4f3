package dev.pipelinestop.admission;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the page about permissions says, for those who try whether it is so. */
final class PermissionsPage {
  static final String PATH = "docs/permissions.md";
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
  private static final Pattern BETWEEN = Pattern.compile("(?m)^---\\n");

  private PermissionsPage() {}

  /** The Role for one pipeline and its binding, without a namespace. */
  static List<HasMetadata> roleOfOnePipeline() {
    return BETWEEN
        .splitAsStream(block("kind: Role\n"))
        .map(document -> (HasMetadata) Serialization.unmarshal(document, KubernetesResource.class))
        .toList();
  }

  /** The one example in YAML with this line. */
  static String block(String line) {
    var found =
        YAML.matcher(text())
            .results()
            .map((MatchResult match) -> match.group(1))
            .filter(block -> block.contains("\n" + line))
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " examples in YAML with " + line);
    }
    return found.getFirst();
  }

  /** All of it. */
  static String text() {
    try {
      return Files.readString(Path.of(PATH));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
