package dev.pipelinestop.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipelinestop.stop.Reason;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The alerts of the chart are those that the documentation explains, and can be raised. */
class AlertsDocsTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(PipelineStop\\w+)` \\| `(.+?)` \\| (\\w*) ?\\| .+ \\|$");
  private static final Pattern METRIC = Pattern.compile("pipelinestop_\\w+");
  private static final Pattern SELECTED = Pattern.compile("\\w+\\{[^}]*}");
  private static final Pattern RESULTS = Pattern.compile("result=~?\"([^\"]+)\"");

  /**
   * An alert.
   *
   * @param lasting for how long the expression has to hold; empty: not at all
   */
  record Alert(String name, String expression, String lasting) {}

  private final Rendered rendered =
      Chart.standard().with("prometheusRule: {enabled: true}").render();
  private final List<Alert> alerts = alerts(rendered);

  private static List<Alert> alerts(Rendered rendered) {
    JsonNode rules =
        new ObjectMapper()
            .valueToTree(rendered.the(GenericKubernetesResource.class))
            .at("/spec/groups/0/rules");
    return StreamSupport.stream(rules.spliterator(), false)
        .map(
            rule ->
                new Alert(
                    rule.path("alert").asText(),
                    rule.path("expr").asText(),
                    rule.path("for").asText()))
        .toList();
  }

  /** Without what tells this installation from another one. */
  private static Alert ofAny(Alert alert) {
    return new Alert(
        alert.name(),
        alert
            .expression()
            .replaceAll("namespace=\"[^\"]*\"(,job=\"[^\"]*\")?,?", "")
            .replace("{}", ""),
        alert.lasting());
  }

  @Test
  void theyAreDocumented() throws IOException {
    var documented =
        ROW.matcher(Files.readString(Path.of("docs/operations.md")))
            .results()
            .map(row -> new Alert(row.group(1), row.group(2).replace("\\|", "|"), row.group(3)));

    assertThat(documented)
        .containsExactlyElementsOf(alerts.stream().map(AlertsDocsTest::ofAny).toList());
  }

  @Test
  void theyLookAtMetricsAndResultsThatThereAre() throws IOException {
    var metrics = Files.readString(Path.of("docs/metrics.md"));
    var reasons = Arrays.stream(Reason.values()).map(Reason::name).toList();

    assertThat(all(METRIC))
        .isNotEmpty()
        .allSatisfy(
            metric ->
                assertThat(metrics).contains("\n| `" + metric.replaceAll("_bucket$", "") + "` |"));
    assertThat(
            all(RESULTS)
                .flatMap(match -> Stream.of(match.replaceAll(".*\"(.+)\"", "$1").split("\\|"))))
        .isNotEmpty()
        .isSubsetOf(reasons);
  }

  private Stream<String> all(Pattern pattern) {
    return alerts.stream()
        .flatMap(alert -> pattern.matcher(alert.expression()).results())
        .map(match -> match.group());
  }

  /** Prometheus names a job after the Service that the ServiceMonitor finds. */
  @Test
  void theyCountThisInstallation() {
    var here = "namespace=\"" + Chart.standard().namespace() + "\",";
    var job = "job=\"" + rendered.the(Service.class).getMetadata().getName() + "\"";

    assertThat(all(SELECTED))
        .isNotEmpty()
        .allSatisfy(
            selected ->
                assertThat(selected)
                    .contains("{" + here)
                    .contains(selected.startsWith("kube_") ? "operator" : "{" + here + job));
    assertThat(all(METRIC))
        .allSatisfy(
            metric -> assertThat(all(SELECTED)).anyMatch(it -> it.startsWith(metric + "{")));
  }
}
