package dev.pipelinestop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.pipelinestop.crd.SchemaField;
import dev.pipelinestop.docs.Page.Example;
import dev.pipelinestop.simulator.Scenario;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;

/** Every example can be read, and asks for nothing that is not there. */
class ExamplesDocsTest {
  private static final Pattern PATCH = Pattern.compile("-p '(\\{[^']*})'");
  private static final Set<String> NO_OPERATIONS = Set.of("builder", "close");

  static List<Example> yaml() {
    return Page.all().stream().flatMap(page -> page.blocks("yaml")).toList();
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
        .containsExactlyInAnyOrderElementsOf(called());
  }

  /** The operations of CodePipeline that the shipped code calls, as IAM names them. */
  private static Set<String> called() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.pipelinestop.codepipeline")
            .stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .map(JavaAccess::getTarget)
            .filter(target -> target.getOwner().isEquivalentTo(CodePipelineClient.class))
            .map(AccessTarget::getName)
            .filter(name -> !NO_OPERATIONS.contains(name))
            .map(
                name -> name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1))
            .map("codepipeline:"::concat)
            .collect(Collectors.toSet());
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
