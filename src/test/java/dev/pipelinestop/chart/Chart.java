package dev.pipelinestop.chart;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The chart with the values of somebody who installs it.
 *
 * @param release the name that Helm is given for what it installs
 * @param values YAML, as in a file for {@code helm install --values}
 */
public record Chart(String release, String namespace, String values) {
  /** Where the chart is. */
  public static final Path FOLDER = Path.of("helm");

  private static final Pattern DOCUMENTS = Pattern.compile("(?m)^---$");
  private static final Pattern KUBE_VERSION = Pattern.compile("(?m)^kubeVersion:.*\\n");

  /** As the documentation installs it, with no values of its own. */
  public static Chart standard() {
    return new Chart("pipeline-stop-operator", "pipeline-stop-system", "{}");
  }

  /** With these values, in YAML, instead of those it had. */
  public Chart with(String newValues) {
    return new Chart(release, namespace, newValues);
  }

  /** With the values in this file. */
  public Chart with(Path file) {
    try {
      return with(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Installed into another namespace. */
  public Chart in(String newNamespace) {
    return new Chart(release, newNamespace, values);
  }

  /** Installed under another name. */
  public Chart named(String newRelease) {
    return new Chart(newRelease, namespace, values);
  }

  /**
   * Everything that Helm would put into the cluster, and its tests.
   *
   * @throws IllegalStateException if Helm refuses the values, with what it says
   */
  public Rendered render() {
    try {
      var folder = Files.createTempDirectory("chart-");
      try {
        var file = Files.writeString(folder.resolve("values.yaml"), values);
        var text =
            new Helm(withoutKubeVersion(folder))
                .template()
                .withName(release)
                .withNamespace(namespace)
                .withValuesFile(file)
                .call();
        return new Rendered(
            DOCUMENTS
                .splitAsStream(text)
                .filter(document -> document.lines().anyMatch(Chart::isContent))
                .map(Chart::parse)
                .toList());
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot render the chart", e);
    }
  }

  /** What {@code helm lint --strict} has to say about it; empty if it is content. */
  public List<String> lint() {
    try {
      var folder = Files.createTempDirectory("chart-");
      try {
        var result = new Helm(withoutKubeVersion(folder)).lint().strict().call();
        return result.isFailed() ? result.getMessages() : List.of();
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lint the chart", e);
    }
  }

  /**
   * A copy that does not say which Kubernetes it needs. Helm's library believes that it talks to
   * version 1.20 where there is no cluster, and can be told no other; only its program can.
   */
  private static Path withoutKubeVersion(Path folder) throws IOException {
    var copy = folder.resolve("chart");
    try (var files = Files.walk(FOLDER)) {
      for (var file : files.toList()) {
        Files.copy(file, copy.resolve(FOLDER.relativize(file).toString()));
      }
    }
    var chart = copy.resolve("Chart.yaml");
    Files.writeString(chart, KUBE_VERSION.matcher(Files.readString(chart)).replaceAll(""));
    return copy;
  }

  private static boolean isContent(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }

  private static HasMetadata parse(String document) {
    return (HasMetadata) Serialization.unmarshal(document, KubernetesResource.class);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
