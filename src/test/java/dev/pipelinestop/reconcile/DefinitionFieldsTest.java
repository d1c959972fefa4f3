package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whether a definition has every field that this operator needs. */
final class DefinitionFieldsTest {
  private static final Path DEFINITION =
      Path.of("crds", "pipelinestoprequests.pipelinestop.dev.yaml");

  private static JsonNode schema() throws IOException {
    CustomResourceDefinition definition =
        Serialization.unmarshal(Files.readString(DEFINITION), CustomResourceDefinition.class);
    return new ObjectMapper()
        .valueToTree(
            definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema());
  }

  @Test
  void ourDefinitionHasAllAndNoMore() throws IOException {
    assertThat(DefinitionFields.of(schema())).isEqualTo(DefinitionFields.needed());
    assertThat(DefinitionFields.missing(schema())).isEmpty();
    assertThat(DefinitionFields.needed())
        .contains("spec.dryRun", "status.stops.attemptId", "status.trigger.type")
        .doesNotContain("spec.unknownFields");
  }

  @Test
  void oneThatLacksSomeSaysWhich() throws IOException {
    JsonNode older = schema();
    ((ObjectNode) older.at("/properties/spec/properties")).remove("dryRun");
    ((ObjectNode) older.at("/properties/status/properties/stops/items/properties"))
        .remove("attemptId");
    assertThat(DefinitionFields.missing(older))
        .containsExactly("spec.dryRun", "status.stops.attemptId");
  }

  @Test
  void aNewerOneIsNotOlder() throws IOException {
    JsonNode newer = schema();
    ((ObjectNode) newer.at("/properties/spec/properties")).putObject("stopAfter");
    assertThat(DefinitionFields.missing(newer)).isEmpty();
  }
}
