package dev.pipelinestop.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The chart with the values of somebody who installs it.
 *
 * @param release the name that Helm is given for what it installs
 * @param values YAML, as in a file for {@code helm install --values}
 */
public record Chart(String release, String namespace, String values) {
  /** Where the chart is. */
  public static final Path FOLDER = Path.of("helm");

  /** As the documentation installs it, with no values of its own. */
  public static Chart standard() {
    return new Chart("pipeline-stop-operator", "pipeline-stop-system", "");
  }

  /** With these values, in YAML, and those that it has already. */
  public Chart with(String more) {
    return new Chart(release, namespace, values + more + "\n");
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
    return Rendered.parse(
        withValues(
            file ->
                new Helm(forTheLibrary(file.resolveSibling("chart")))
                    .template()
                    .withName(release)
                    .withNamespace(namespace)
                    .withValuesFile(file)
                    .call()));
  }

  /** Installs it, as {@code helm install --create-namespace} does; returns what Helm says then. */
  public String install(Path kubeconfig) {
    return withValues(
            file ->
                new Helm(FOLDER)
                    .install()
                    .withName(release)
                    .withNamespace(namespace)
                    .createNamespace()
                    .withValuesFile(file)
                    .withKubeConfig(kubeconfig)
                    .call())
        .getOutput();
  }

  /** Replaces what was installed, as {@code helm upgrade --reset-then-reuse-values} does. */
  public void upgrade(Path kubeconfig) {
    var unused =
        withValues(
            file ->
                new Helm(FOLDER)
                    .upgrade()
                    .withName(release)
                    .withNamespace(namespace)
                    .resetThenReuseValues()
                    .withValuesFile(file)
                    .withKubeConfig(kubeconfig)
                    .call());
  }

  /** Takes away what was installed, as {@code helm uninstall} does; returns what Helm says then. */
  public String uninstall(Path kubeconfig) {
    return Helm.uninstall(release).withNamespace(namespace).withKubeConfig(kubeconfig).call();
  }

  /** What {@code helm lint --strict} has to say about it; empty if it is content. */
  public List<String> lint() {
    var result = withValues(file -> new Helm(withOwnValues(file)).lint().strict().call());
    return result.isFailed() ? result.getMessages() : List.of();
  }

  /** A copy whose defaults are these values: Helm's library lints a chart with its defaults. */
  private static Path withOwnValues(Path file) {
    var copy = forTheLibrary(file.resolveSibling("chart"));
    var defaults = copy.resolve("values.yaml");
    try {
      var tree = Serialization.unmarshal(Files.readString(defaults), JsonNode.class);
      var merged =
          new ObjectMapper()
              .setDefaultMergeable(true)
              .readerForUpdating(tree)
              .readValue(Serialization.unmarshal(Files.readString(file), JsonNode.class));
      Files.writeString(defaults, Serialization.asYaml(merged));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write values", e);
    }
  }

  /** Does something with a file that holds the values. */
  private <T> T withValues(Function<Path, T> work) {
    try {
      var folder = Files.createTempDirectory("chart-");
      try {
        return work.apply(Files.writeString(folder.resolve("values.yaml"), values));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot hand values to Helm", e);
    }
  }

  /**
   * A copy that Helm's library renders as a whole. It leaves out what is a hook; and it believes
   * that it talks to Kubernetes 1.20 where there is no cluster, and can be told no other.
   */
  private static Path forTheLibrary(Path copy) {
    try (var files = Files.walk(FOLDER)) {
      for (var file : files.toList()) {
        var target = copy.resolve(FOLDER.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectory(target);
        } else {
          Files.writeString(
              target,
              Files.readString(file)
                  .replaceAll("(?m)^(kubeVersion: .*| *helm.sh/hook: test)\\n", ""));
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the chart", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
