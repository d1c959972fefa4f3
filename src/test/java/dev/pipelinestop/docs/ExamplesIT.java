package dev.pipelinestop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.docs.Page.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example is taken by a real API server as it stands. */
@WithApiServer
class ExamplesIT {
  private final Kubectl kubectl;

  ExamplesIT(ApiServer server) {
    kubectl = server.inNewNamespace("examples");
  }

  static List<Example> examples() throws IOException {
    var examples =
        new ArrayList<>(
            Page.all().stream()
                .flatMap(page -> page.blocks("yaml"))
                .filter(example -> example.text().contains("apiVersion:"))
                // An API server is started with it: AuditIT does that.
                .filter(example -> !example.text().contains("apiVersion: audit.k8s.io/"))
                .toList());
    assertThat(examples).isNotEmpty();
    try (var samples = Files.list(Path.of("deploy", "samples"))) {
      for (var sample : samples.sorted().toList()) {
        examples.add(new Example(sample.toString(), Files.readString(sample)));
      }
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isTaken(Example example) {
    assertThat(
            kubectl
                .runWith(
                    example.text(), "apply", "--dry-run=server", "--validate=strict", "-f", "-")
                .output())
        .contains("created (server dry run)");
  }
}
