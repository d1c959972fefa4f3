package dev.pipelinestop.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.kubernetes.client.utils.YamlDumpSettingsBuilder;
import io.fabric8.zjsonpatch.JsonDiff;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The chart as files for Kustomize: what two forms of it have in common is the base, and what they
 * have not is an overlay for each.
 */
final class Kustomization {
  static final Path FOLDER = Path.of("deploy");

  /** The one overlay that is written by hand: what the chart cannot know, to be copied. */
  static final Path EXAMPLE = FOLDER.resolve("overlays").resolve("example");

  static final String UPDATE = "mvn -B test -Dtest=KustomizationTest -Ddeploy.update";

  private static final Path BASE = FOLDER.resolve("base");
  private static final String HEADER =
      "# Generated from the chart in helm. Do not edit; update it with\n# " + UPDATE + "\n";

  /** The chart leaves it to Helm to create the namespace. */
  private static final String NAMESPACE =
      HEADER
          + """
          apiVersion: v1
          kind: Namespace
          metadata:
            name: %s
            labels:
              pod-security.kubernetes.io/enforce: restricted
          """;

  private final KubernetesSerialization yaml =
      new KubernetesSerialization(
          new ObjectMapper(), false, new YamlDumpSettingsBuilder().setMinimizeQuotes(true).build());
  private final Map<Path, String> files = new TreeMap<>();

  /**
   * The files for these forms of the chart.
   *
   * @param forms their names, each with what the chart renders; the first is what the base is like
   * @param namespace where the operator is installed
   * @return what is to be in each file, by its path
   */
  static Map<Path, String> files(Map<String, Rendered> forms, String namespace) {
    var result = new Kustomization();
    result.write(forms, namespace);
    return result.files;
  }

  private void write(Map<String, Rendered> forms, String namespace) {
    var rendered = new LinkedHashMap<String, Map<String, ObjectNode>>();
    forms.forEach((name, form) -> rendered.put(name, withoutHelm(form)));
    var first = rendered.values().iterator().next();
    var base = new LinkedHashMap<>(first);
    // What differs is in no base. Only the Deployment is, for a patch in somebody's own
    // kustomization.
    rendered
        .values()
        .forEach(
            form ->
                base.entrySet()
                    .removeIf(
                        object ->
                            !object.getKey().startsWith("Deployment ")
                                && !object.getValue().equals(form.get(object.getKey()))));

    files.put(BASE.resolve("namespace.yaml"), NAMESPACE.formatted(namespace));
    var resources = new ArrayList<>(List.of("namespace.yaml"));
    resources.addAll(objects(BASE, base));
    files.put(BASE.resolve("kustomization.yaml"), kustomization(resources, ""));
    rendered.forEach((name, form) -> overlay(name, form, base));
  }

  private void overlay(String name, Map<String, ObjectNode> form, Map<String, ObjectNode> base) {
    var folder = FOLDER.resolve("overlays").resolve(name);
    var more = new LinkedHashMap<>(form);
    more.keySet().removeAll(base.keySet());
    var resources = new ArrayList<>(List.of("../../base"));
    resources.addAll(objects(folder, more));
    var patches = new StringBuilder();
    form.forEach((id, object) -> patches.append(patch(base.getOrDefault(id, object), object)));
    files.put(
        folder.resolve("kustomization.yaml"),
        kustomization(resources, patches.isEmpty() ? "" : "patches:\n" + patches));
  }

  /** One file for each kind; returns their names. */
  private List<String> objects(Path folder, Map<String, ObjectNode> objects) {
    var byKind = new LinkedHashMap<String, StringBuilder>();
    objects
        .values()
        .forEach(
            object ->
                byKind
                    .computeIfAbsent(object.get("kind").asText(), kind -> new StringBuilder())
                    .append(yaml.asYaml(object)));
    byKind.forEach(
        (kind, text) ->
            files.put(folder.resolve(fileOf(kind)), HEADER + text.toString().strip() + "\n"));
    return byKind.keySet().stream().map(Kustomization::fileOf).toList();
  }

  private static String fileOf(String kind) {
    return kind.toLowerCase(Locale.ROOT) + ".yaml";
  }

  private String kustomization(List<String> resources, String rest) {
    return HEADER
        + "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n"
        + String.join("", resources.stream().map("  - %s\n"::formatted).toList())
        + rest;
  }

  /** What makes the one of the other; empty if they are the same. */
  private String patch(ObjectNode from, ObjectNode to) {
    var steps = JsonDiff.asJson(from, to);
    if (steps.isEmpty()) {
      return "";
    }
    return """
      - target:
          kind: %s
          name: %s
        patch: |
    %s
    """
        .formatted(
            from.get("kind").asText(),
            from.at("/metadata/name").asText(),
            yaml.asYaml(steps).replaceFirst("^---\n", "").strip().indent(6).stripTrailing());
  }

  /** What is installed, by its name; without what only Helm makes sense of. */
  static Map<String, ObjectNode> withoutHelm(Rendered rendered) {
    var objects = new LinkedHashMap<String, ObjectNode>();
    rendered.installed().forEach(object -> objects.put(Rendered.name(object), withoutHelm(object)));
    return objects;
  }

  private static ObjectNode withoutHelm(HasMetadata object) {
    try {
      var node = (ObjectNode) new ObjectMapper().readTree(Serialization.asJson(object));
      JsonNode labels = node.at("/metadata/labels");
      if (labels instanceof ObjectNode own) {
        own.remove(List.of("helm.sh/chart", "app.kubernetes.io/managed-by"));
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not to be written as JSON: " + Rendered.name(object), e);
    }
  }
}
