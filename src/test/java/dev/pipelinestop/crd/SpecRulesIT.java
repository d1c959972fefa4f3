package dev.pipelinestop.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.WithApiServer;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the API server takes and refuses of a spec. The first document of a file is created, the
 * others replace it one after the other.
 */
@WithApiServer
@TestInstance(Lifecycle.PER_CLASS)
class SpecRulesIT {
  private final Kubectl kubectl;

  SpecRulesIT(ApiServer server) {
    kubectl = server.inNewNamespace("spec-rules");
  }

  static List<CorpusFile> refused() {
    return CorpusFile.in("invalid");
  }

  static List<CorpusFile> taken() {
    return CorpusFile.in("valid");
  }

  @ParameterizedTest
  @MethodSource
  void refused(CorpusFile file) {
    file.allButLast().forEach(before -> write("create", before).output());

    var refused = write(file.documents().size() == 1 ? "create" : "replace", file.last());

    assertThat(refused.refusal()).as(file.name()).contains(file.expected());
  }

  @ParameterizedTest
  @MethodSource
  void taken(CorpusFile file) {
    write("create", file.documents().getFirst()).output();
    file.documents().stream().skip(1).forEach(next -> write("replace", next).output());
  }

  private Kubectl.Result write(String verb, String document) {
    return kubectl.runWith(document, verb, "--validate=strict", "-f", "-");
  }
}
