package dev.pipelinestop.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.WithApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the API server takes and refuses of a status, from whoever may write it. Documents of the
 * corpus replace the status one after the other.
 */
@WithApiServer
@TestInstance(Lifecycle.PER_CLASS)
class StatusRulesIT {
  private static final Pattern STATUS = Pattern.compile("(?m)^status:");
  private static final String RECORDED =
      """
      status:
        pipelineExecutionId: 11111111-1111-4111-8111-111111111111
        stops:
        - mode: Wait
          recordedAt: "2026-11-22T10:00:00Z"
          attemptedAt: "2026-11-22T10:00:00Z"
          attempts: 1
          attemptId: a1
          reason: wrong artifact
        conditions:
        - type: Succeeded
          status: Unknown
          reason: StopRecorded
          message: what to do next
          lastTransitionTime: "2026-11-22T10:00:00Z"
      """;
  private static final String NOTHING_REMOVED =
      "status: Forbidden: what was recorded cannot be removed: conditions, stops, account";

  private final KubernetesClient client;
  private final String namespace;
  private final Kubectl kubectl;

  StatusRulesIT(ApiServer server) {
    client = server.client();
    namespace = server.newNamespace("status-rules");
    kubectl = server.kubectl().with("--namespace=" + namespace);
  }

  static List<CorpusFile> refused() {
    return CorpusFile.in("invalid-status");
  }

  static List<CorpusFile> taken() {
    return CorpusFile.in("valid-status");
  }

  @ParameterizedTest
  @MethodSource
  void refused(CorpusFile file) {
    create(file.name(), file.documents().getFirst());
    file.allButLast().forEach(before -> prepareStatus(file.name(), before));

    var refused = replaceStatus(file.name(), file.last());

    assertThat(refused.refusal()).as(file.name()).contains(file.expected());
  }

  @ParameterizedTest
  @MethodSource
  void taken(CorpusFile file) {
    create(file.name(), file.documents().getFirst());
    assertThat(file.documents())
        .hasSizeGreaterThan(1)
        .allSatisfy(status -> replaceStatus(file.name(), status).output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          merge-null    | merge | {"status":null}
          merge-stops   | merge | {"status":{"stops":null}}
          json-status   | json  | [{"op":"remove","path":"/status"}]
          json-stops    | json  | [{"op":"remove","path":"/status/stops"}]
          json-replace  | json  | [{"op":"replace","path":"/status","value":{}}]
          """)
  void noPatchRemovesTheRecordedStops(String name, String type, String patch) {
    assertThat(patchRecorded(name, type, patch).refusal()).contains(NOTHING_REMOVED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          merge-empty   | merge | {"status":{"stops":[]}}
          json-stop     | json  | [{"op":"remove","path":"/status/stops/0"}]
          """)
  void noPatchRemovesARecordedStop(String name, String type, String patch) {
    assertThat(patchRecorded(name, type, patch).refusal())
        .contains("status.stops: Forbidden: an entry cannot be removed");
  }

  @Test
  void noServerSideApplyRemovesARecordedStop() {
    create("server-side");
    applyStatus("server-side", RECORDED).output();

    // Server-side apply removes what the same manager applied before and now leaves out.
    var refused = applyStatus("server-side", "status:\n  observedGeneration: 1\n");

    assertThat(refused.refusal()).contains(NOTHING_REMOVED);
  }

  @Test
  void aWriteOfTheResourceItselfLeavesTheStatusAlone() {
    create("main");
    replaceStatus("main", RECORDED).output();

    kubectl.runWith(request("main", "status: {}\n"), "replace", "-f", "-").output();

    assertThat(kubectl.run("get", "psr", "main", "-o", "jsonpath={.status.stops[*].mode}").output())
        .isEqualTo("Wait");
  }

  private void create(String name) {
    create(name, "");
  }

  private void create(String name, String document) {
    // Not by kubectl, which takes longer: this only leads up to what is tested. The status that is
    // in it does not count.
    client.resource(request(name, document)).inNamespace(namespace).create();
  }

  private void prepareStatus(String name, String status) {
    client.resource(request(name, status)).inNamespace(namespace).updateStatus();
  }

  private Kubectl.Result patchRecorded(String name, String type, String patch) {
    create(name);
    replaceStatus(name, RECORDED).output();

    return kubectl.run("patch", "psr", name, "--subresource=status", "--type=" + type, "-p", patch);
  }

  private Kubectl.Result replaceStatus(String name, String status) {
    return kubectl.runWith(
        request(name, status), "replace", "--subresource=status", "--validate=strict", "-f", "-");
  }

  private Kubectl.Result applyStatus(String name, String status) {
    return kubectl.runWith(
        request(name, status),
        "apply",
        "--server-side",
        "--subresource=status",
        "--validate=strict",
        "-f",
        "-");
  }

  /**
   * A document of the corpus holds the status, or {@code {}} for none at all; before it perhaps
   * what else is in the spec.
   */
  private String request(String name, String document) {
    var beginning = STATUS.matcher(document);
    var status = beginning.find() ? document.substring(beginning.start()) : "";
    var rest = document.substring(0, document.length() - status.length());
    var at = rest.indexOf("spec:\n");
    var more = at < 0 ? "" : rest.substring(at + "spec:\n".length());
    return """
    apiVersion: pipelinestop.dev/v1alpha1
    kind: PipelineStopRequest
    metadata:
      name: %s
    spec:
      pipelineName: payments-deploy
      pipelineExecutionId: 11111111-1111-4111-8111-111111111111
    %s%s
    """
        .formatted(name, more, status);
  }
}
