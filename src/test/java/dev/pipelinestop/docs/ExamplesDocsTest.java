package dev.pipelinestop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipelinestop.crd.SchemaField;
import dev.pipelinestop.docs.Page.Example;
import dev.pipelinestop.simulator.Scenario;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example can be read, and asks for nothing that is not there. */
class ExamplesDocsTest {
  private static final Pattern PATCH = Pattern.compile("-p '(\\{[^']*})'");

  static List<Example> yaml() {
    return Page.all().stream()
        .flatMap(page -> page.blocks("yaml"))
        // Those of Kubernetes' own kinds are tried on an API server.
        .filter(example -> !example.text().contains(".k8s.io/"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void isARequestOrAScenario(Example example) {
    JsonNode parsed = Serialization.unmarshal(example.text(), JsonNode.class);
    if (parsed.has("kind")) {
      assertThat(parsed.get("kind").asText()).isEqualTo("PipelineStopRequest");
      assertKnown(parsed);
    } else {
      assertThat(Scenario.parse(example.text())).isNotNull();
    }
  }

  @Test
  void patchesChangeFieldsThatExist() throws JsonProcessingException {
    var patches =
        Page.all().stream().flatMap(page -> PATCH.matcher(page.text()).results()).toList();
    assertThat(patches).isNotEmpty();
    for (var patch : patches) {
      assertKnown(new ObjectMapper().readTree(patch.group(1)));
    }
  }

  @Test
  void thePolicyAllowsWhatIsCalledAndNothingElse() throws JsonProcessingException {
    var policies = Page.read("README.md").blocks("json").toList();
    assertThat(policies).hasSize(1);
    var statements = new ObjectMapper().readTree(policies.getFirst().text()).get("Statement");
    assertThat(statements).hasSize(1);
    assertThat(StreamSupport.stream(statements.get(0).get("Action").spliterator(), false))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(CalledOperations.ofCodePipeline());
  }

  private static void assertKnown(JsonNode request) {
    var spec =
        SchemaField.root()
            .all()
            .filter(field -> field.path().equals(".spec"))
            .flatMap(SchemaField::children)
            .map(field -> field.path().replace(".spec.", ""))
            .toList();
    assertThat(request.get("spec").fieldNames()).toIterable().isSubsetOf(spec);
  }
}
