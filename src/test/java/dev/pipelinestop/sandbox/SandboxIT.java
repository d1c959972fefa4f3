package dev.pipelinestop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** README command 1, in both of its settings. */
@WithApiServer
final class SandboxIT {

  @ParameterizedTest
  @CsvSource({"false, a real kube-apiserver", "true, Fabric8's mock server"})
  void everyRequestEndsAsItShould(boolean mock, String described)
      throws IOException, InterruptedException {
    Process sandbox =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsandbox.mock=" + mock,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.pipelinestop.sandbox.Sandbox")
            .redirectErrorStream(true)
            .start();
    try {
      String printed = new String(sandbox.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(sandbox.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
      assertThat(printed)
          .contains(described)
          .contains("A person escalates", "UpdateStack", "BuildAssets")
          .contains("All requests ended as they should.");
      assertThat(sandbox.exitValue()).isZero();
    } finally {
      sandbox.destroyForcibly();
    }
  }

  @Test
  void itsRowsAreThoseOfKubectl(ApiServer cluster) {
    var kubectl = cluster.inNewNamespace("table");
    Sample sample = Sample.ALL.getFirst();
    kubectl.run("apply", "-f", Sample.FOLDER.resolve(sample.file()).toString()).output();
    String name = sample.read().getMetadata().getName();
    assertThat(
            kubectl
                .run(
                    "patch",
                    "psr",
                    name,
                    "--subresource=status",
                    "--type=merge",
                    "-p",
                    "{\"status\":{\"executionStatus\":\"Stopping\",\"abandonedActionCount\":3}}")
                .output())
        .contains("patched");
    PipelineStopRequest request =
        cluster
            .client()
            .resources(PipelineStopRequest.class)
            .inAnyNamespace()
            .list()
            .getItems()
            .stream()
            .filter(one -> one.getMetadata().getName().equals(name))
            .filter(one -> one.getMetadata().getNamespace().startsWith("table"))
            .findFirst()
            .orElseThrow();

    List<String> printed =
        kubectl.run("get", "psr").output().lines().map(SandboxIT::words).toList();

    assertThat(words(Table.header())).isEqualTo(printed.get(0));
    assertThat(withoutAge(words(Table.row(request, Instant.now()))))
        .isEqualTo(withoutAge(printed.get(1)));
  }

  private static String words(String row) {
    return row.strip().replaceAll("\\s+", " ");
  }

  private static String withoutAge(String row) {
    return row.replaceAll(" \\S+$", "");
  }
}
