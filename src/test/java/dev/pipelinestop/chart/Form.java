package dev.pipelinestop.chart;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two forms in which the operator is installed. */
public enum Form {
  /** It works on the requests of all namespaces. */
  CLUSTER_WIDE("cluster-wide"),
  /** It works on those of one namespace, and may do nothing elsewhere. */
  SINGLE_NAMESPACE("single-namespace");

  private final String folder;

  Form(String folder) {
    this.folder = folder;
  }

  /** The kustomization of it. */
  Path overlay() {
    return Kustomization.FOLDER.resolve("overlays").resolve(folder);
  }

  /** The chart in this form, as the kustomization has it: the namespace is its own. */
  Chart chart() {
    return chart(Chart.standard().namespace());
  }

  /** The chart in this form, for the requests of this namespace at least. */
  public Chart chart(String watched) {
    return switch (this) {
      case CLUSTER_WIDE -> Chart.standard();
      case SINGLE_NAMESPACE -> Chart.standard().with("watchNamespaces: [%s]".formatted(watched));
    };
  }

  /** What the chart renders in each, by the name of its overlay. */
  static Map<String, Rendered> rendered() {
    var all = new LinkedHashMap<String, Rendered>();
    Arrays.stream(values()).forEach(form -> all.put(form.folder, form.chart().render()));
    return all;
  }
}
