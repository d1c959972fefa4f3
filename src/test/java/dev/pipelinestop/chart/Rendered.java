package dev.pipelinestop.chart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the chart has become, in the order in which Helm puts it into the cluster. */
public record Rendered(List<HasMetadata> all) {
  // Hooks have this one besides helm.sh/hook, which Helm does not render everything with.
  private static final String HOOK = "helm.sh/hook-delete-policy";
  private static final Pattern DOCUMENTS = Pattern.compile("(?m)^---$");

  /** Reads the documents of a stream of YAML. */
  static Rendered parse(String yaml) {
    return new Rendered(
        DOCUMENTS
            .splitAsStream(yaml)
            .filter(document -> document.lines().anyMatch(Rendered::isContent))
            .map(document -> Serialization.unmarshal(document, KubernetesResource.class))
            .map(HasMetadata.class::cast)
            .toList());
  }

  private static boolean isContent(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }

  /** What is installed, for {@code kubectl apply -f -}. */
  public String yaml() {
    return String.join("", installed().stream().map(Serialization::asYaml).toList());
  }

  /** What is installed: everything but what {@code helm test} runs. */
  public List<HasMetadata> installed() {
    return all.stream().filter(object -> !isHook(object)).toList();
  }

  /** What {@code helm test} runs. */
  public List<HasMetadata> tests() {
    return all.stream().filter(Rendered::isHook).toList();
  }

  /** What is installed of a kind. */
  public <T extends HasMetadata> List<T> every(Class<T> kind) {
    return of(kind).toList();
  }

  /**
   * The one that is installed of its kind.
   *
   * @throws IllegalStateException if there is none, or more than one
   */
  public <T extends HasMetadata> T the(Class<T> kind) {
    var found = every(kind);
    if (found.size() != 1) {
      throw new IllegalStateException(
          "%d of %s in %s".formatted(found.size(), kind.getSimpleName(), names()));
    }
    return found.getFirst();
  }

  /** Kind and name of each, and its namespace where it has one. */
  public List<String> names() {
    return all.stream().map(Rendered::name).toList();
  }

  /** Kind and name, and the namespace where it has one: {@code Role team-a/reader}. */
  public static String name(HasMetadata object) {
    var namespace = object.getMetadata().getNamespace();
    return object.getKind()
        + " "
        + (namespace == null ? "" : namespace + "/")
        + object.getMetadata().getName();
  }

  private <T extends HasMetadata> Stream<T> of(Class<T> kind) {
    return installed().stream().filter(kind::isInstance).map(kind::cast);
  }

  private static boolean isHook(HasMetadata object) {
    var annotations = object.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(HOOK);
  }
}
