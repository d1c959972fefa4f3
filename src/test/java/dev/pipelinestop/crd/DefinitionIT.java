package dev.pipelinestop.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.WithApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user of kubectl sees of the definition, on a real API server. */
@WithApiServer
class DefinitionIT {
  private static final Path SAMPLES = Path.of("deploy", "samples");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final String FINISHED =
      """
      {"status": {
        "observedGeneration": 1,
        "executionStatus": "Stopped",
        "abandonedActionCount": 2,
        "abandonAt": "2026-11-22T10:10:00Z",
        "finishedAt": "2026-11-22T10:05:00Z",
        "inProgressActions": [{"stage": "Deploy", "action": "Approve"}],
        "stops": [
          {"mode": "Wait", "recordedAt": "2026-11-22T10:00:00Z",
           "attemptedAt": "2026-11-22T10:00:00Z", "attempts": 1, "attemptId": "a1",
           "outcome": "Accepted", "reason": "first"},
          {"mode": "Abandon", "recordedAt": "2026-11-22T10:01:00Z",
           "attemptedAt": "2026-11-22T10:01:00Z", "attempts": 1, "attemptId": "b1",
           "outcome": "Accepted", "reason": "second"}],
        "conditions": [
          {"type": "Ready", "status": "True", "reason": "Stopped", "message": "ready-message",
           "lastTransitionTime": "2026-11-22T10:05:00Z"},
          {"type": "Succeeded", "status": "True", "reason": "Stopped", "message": "other-message",
           "lastTransitionTime": "2026-11-22T10:05:00Z"}]
      }}
      """;

  private final Kubectl kubectl;

  DefinitionIT(ApiServer server) {
    kubectl = server.inNewNamespace("definition");
  }

  static List<Path> samples() throws IOException {
    try (var files = Files.list(SAMPLES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--server-side=true", "--server-side=false"})
  void isStrictlyValidAndCanBeAppliedAgain(String serverSide) {
    kubectl
        .run("apply", serverSide, "--dry-run=server", "--validate=strict", "-f", "crds")
        .output();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samplesAreTaken(Path sample) {
    kubectl.run("apply", "--validate=strict", "-f", sample.toString()).output();
  }

  @Test
  void thereAreSamples() throws IOException {
    assertThat(samples()).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void aNewRequestIsNotDone() {
    create();
    assertThat(status()).isEqualTo("{\"observedGeneration\":-1}");

    patchStatus("{\"status\": {\"observedGeneration\": 1}}");
    assertThat(status()).isEqualTo("{\"observedGeneration\":1}");

    patchStatus("{\"status\": null}");
    assertThat(status()).isEqualTo("{\"observedGeneration\":-1}");
  }

  @Test
  void columns() {
    create();
    patchStatus(FINISHED);

    var table = kubectl.run("get", "psr").output().lines().map(this::columnsOf).toList();

    assertThat(table.getFirst())
        .containsExactly(
            "NAME", "PIPELINE", "EXECUTION", "MODE", "STATUS", "RESULT", "ABANDONED", "AGE");
    assertThat(table.getLast().subList(0, 7))
        .containsExactly(
            "stop-payments-deploy",
            "payments-deploy",
            "11111111-1111-4111-8111-111111111111",
            "Abandon",
            "Stopped",
            "Stopped",
            "2");
  }

  @Test
  void wideColumns() {
    create();
    patchStatus(FINISHED);

    var table =
        kubectl.run("get", "aws", "-o", "wide").output().lines().map(this::columnsOf).toList();

    assertThat(table.getFirst()).endsWith("AGE", "STAGE", "ABANDON", "AT", "REASON", "MESSAGE");
    assertThat(table.getLast())
        .endsWith("Deploy", "2026-11-22T10:10:00Z", "second", "ready-message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec", "status", "status.stops", "status.conditions"})
  void explainIsAManual(String path) {
    // The API server publishes the schema a moment after it serves the resource.
    Awaitility.await("kubectl explain psr." + path)
        .atMost(Duration.ofMinutes(1))
        .until(() -> kubectl.run("explain", "psr." + path).succeeded());
    var manual = oneLine(kubectl.run("explain", "psr." + path).output());

    assertThat(SchemaField.rootOf(new CrdGenerator().generate()).all())
        .filteredOn(field -> field.path().equals("." + path))
        .singleElement()
        .satisfies(
            field ->
                assertThat(field.children())
                    .isNotEmpty()
                    .allSatisfy(child -> assertThat(manual).contains(description(child))));
  }

  @Test
  void waitForTheEnd() {
    create();
    var request = "psr/stop-payments-deploy";
    var early = kubectl.run("wait", "--for=jsonpath={.status.finishedAt}", "--timeout=1s", request);
    assertThat(early.refusal()).contains("timed out");

    var finished =
        CompletableFuture.supplyAsync(
            () -> kubectl.run("wait", "--for=jsonpath={.status.finishedAt}", request));
    patchStatus(FINISHED);

    assertThat(finished.join().output()).contains("condition met");
    kubectl.run("wait", "--for=condition=Succeeded", "--timeout=1s", request).output();
  }

  private void create() {
    kubectl.run("apply", "-f", SAMPLES.resolve("wait.yaml").toString()).output();
  }

  private void patchStatus(String patch) {
    kubectl
        .run(
            "patch",
            "psr",
            "stop-payments-deploy",
            "--subresource=status",
            "--type=merge",
            "-p",
            patch)
        .output();
  }

  private String status() {
    return kubectl.run("get", "psr", "stop-payments-deploy", "-o", "jsonpath={.status}").output();
  }

  private List<String> columnsOf(String line) {
    return SPACE.splitAsStream(line).toList();
  }

  private String description(SchemaField field) {
    return oneLine(field.schema().getDescription());
  }

  private String oneLine(String text) {
    return SPACE.matcher(text).replaceAll(" ");
  }
}
