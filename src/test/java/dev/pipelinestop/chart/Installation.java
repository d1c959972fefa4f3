package dev.pipelinestop.chart;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The chart in a cluster that has no nodes: everything is there but the pods. What a pod would be
 * given, a process can be given.
 */
public final class Installation {
  private final Chart chart;
  private final Rendered rendered;
  private final Kubectl administrator;

  private Installation(Chart chart, Rendered rendered, Kubectl administrator) {
    this.chart = chart;
    this.rendered = rendered;
    this.administrator = administrator;
  }

  /** Puts the chart into a cluster, over what may be there of it already. */
  public static Installation of(Chart chart, ApiServer cluster) {
    Namespace namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(chart.namespace())
            .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
            .endMetadata()
            .build();
    var unused = cluster.client().resource(namespace).serverSideApply();
    var installation = there(chart, cluster);
    installation.applyAs("helm");
    return installation;
  }

  /** Gives the operator what the chart does; nobody else in the cluster notices. */
  public static Installation ofRights(ApiServer cluster) {
    return of(
        Chart.standard().with("admission: {enabled: false}\nuserRoles: {create: false}"), cluster);
  }

  /** What somebody has put into a cluster. */
  public static Installation there(Chart chart, ApiServer cluster) {
    return new Installation(chart, chart.render(), cluster.kubectl());
  }

  /**
   * Applies all of it again, as somebody else of this name does who keeps the cluster as it is
   * written elsewhere.
   */
  public void applyAs(String manager) {
    var applied =
        administrator
            .runWith(
                rendered.yaml(),
                "apply",
                "--server-side",
                "--validate=strict",
                "--field-manager=" + manager,
                "-f",
                "-")
            .output();
    if (applied.lines().count() != rendered.installed().size()) {
      throw new IllegalStateException("applied was only:\n" + applied);
    }
  }

  /** The resourceVersions of all of it, which change with every change. */
  public List<String> versions() {
    return administrator
        .runWith(
            rendered.yaml(),
            "get",
            "-f",
            "-",
            "--output=jsonpath={range .items[*]}{.kind}/{.metadata.name}"
                + " {.metadata.resourceVersion}{'\\n'}{end}")
        .output()
        .lines()
        .toList();
  }

  /** Does what {@code helm test} lets a pod do; returns what that prints. */
  public String test(Path folder) {
    var tests = new Rendered(rendered.tests());
    var pod =
        tests.all().stream()
            .filter(Pod.class::isInstance)
            .map(Pod.class::cast)
            .findFirst()
            .orElseThrow();
    var files =
        tests.all().stream()
            .filter(ConfigMap.class::isInstance)
            .map(ConfigMap.class::cast)
            .findFirst()
            .orElseThrow();
    tests.all().stream()
        .filter(object -> !(object instanceof Pod))
        .forEach(
            object ->
                administrator
                    .runWith(Serialization.asYaml(object), "apply", "--server-side", "-f", "-")
                    .output());
    files.getData().forEach((name, text) -> write(folder.resolve(name), text));
    return administrator
        .with("--kubeconfig=" + kubeconfig(folder, pod.getSpec().getServiceAccountName()))
        .run(
            pod.getSpec().getContainers().getFirst().getArgs().stream()
                .map(argument -> argument.replace("/request/", folder + "/"))
                .toArray(String[]::new))
        .output();
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** What was put there. */
  public Rendered rendered() {
    return rendered;
  }

  /** The account of the pods, as the API server names it. */
  public String user() {
    return "system:serviceaccount:%s:%s".formatted(chart.namespace(), account());
  }

  private String account() {
    return deployment().getSpec().getTemplate().getSpec().getServiceAccountName();
  }

  /** Writes a kubeconfig with a token of the account of the pods, and with nothing else. */
  public Path kubeconfig(Path folder) {
    return kubeconfig(folder, account());
  }

  /** Writes a kubeconfig with a token of an account next to the pods. */
  Path kubeconfig(Path folder, String account) {
    var token =
        administrator.run("create", "token", account, "--namespace=" + chart.namespace()).output();
    return write(
        folder.resolve(account + ".kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: pod
        clusters:
        - name: cluster
          cluster:
            server: %s
            certificate-authority-data: %s
        users:
        - name: account
          user:
            token: %s
        contexts:
        - name: pod
          context:
            cluster: cluster
            user: account
            namespace: %s
        """
            .formatted(
                ofCluster("server"),
                ofCluster("certificate-authority-data"),
                token.strip(),
                chart.namespace()));
  }

  private String ofCluster(String field) {
    return administrator
        .run(
            "config",
            "view",
            "--raw",
            "--flatten",
            "--minify",
            "--output=jsonpath={.clusters[0].cluster." + field + "}")
        .output();
  }

  /**
   * The arguments of the operator, as the kubelet hands them over. Only its two ports are free ones
   * of this machine, where others may run as well.
   */
  public List<String> arguments() {
    return container().getArgs().stream()
        .map(argument -> argument.replace("$(POD_NAMESPACE)", chart.namespace()))
        .map(argument -> argument.replaceFirst("-address=:\\d+$", "-address=127.0.0.1:0"))
        .toList();
  }

  /** The environment of the operator, as the kubelet makes it for a pod of this name. */
  public Map<String, String> environment(String pod) {
    var fields = Map.of("metadata.name", pod, "metadata.namespace", chart.namespace());
    Function<EnvVar, String> value =
        variable ->
            variable.getValueFrom() == null
                ? variable.getValue()
                : fields.getOrDefault(variable.getValueFrom().getFieldRef().getFieldPath(), "");
    return container().getEnv().stream().collect(Collectors.toMap(EnvVar::getName, value));
  }

  private Container container() {
    return deployment().getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  private Deployment deployment() {
    return rendered.the(Deployment.class);
  }
}
