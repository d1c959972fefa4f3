package dev.pipelinestop.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrdTest {
  private static final String UPDATE = "mvn -B test -Dtest=CrdTest -Dcrd.update";
  private static final Path FILE = Path.of("crds", "pipelinestoprequests.pipelinestop.dev.yaml");

  private final CustomResourceDefinition crd = new CrdGenerator().generate();

  @Test
  void theFileIsWhatTheCodeSays() throws IOException {
    var expected =
        "# Generated from the package dev.pipelinestop.api. Do not edit; update it with\n# "
            + UPDATE
            + "\n"
            + new CrdGenerator().yaml();
    if (System.getProperty("crd.update") != null) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, expected);
    }
    assertThat(FILE)
        .as("%s is not what the code says. Update it with: %s", FILE, UPDATE)
        .isRegularFile();
    assertThat(Files.readString(FILE))
        .as("%s is not what the code says. Update it with: %s", FILE, UPDATE)
        .isEqualTo(expected);
  }

  @Test
  void everyFieldHasADescription() {
    assertThat(undescribed("PipelineStopRequest", schema())).isEmpty();
  }

  @Test
  void noFieldTakesWhatItDoesNotKnow() {
    assertThat(all(schema()))
        .allSatisfy(
            part -> {
              assertThat(part.getXKubernetesPreserveUnknownFields()).isNull();
              assertThat(part.getAdditionalProperties()).isNull();
            });
  }

  @Test
  void everyListIsBounded() {
    assertThat(all(schema()).filter(part -> "array".equals(part.getType())))
        .isNotEmpty()
        .allSatisfy(list -> assertThat(list.getMaxItems()).isNotNull());
  }

  @Test
  void everyRuleSaysWhereAndWhatToDo() {
    assertThat(all(schema()).flatMap(part -> part.getXKubernetesValidations().stream()))
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.getFieldPath()).isNotBlank();
              assertThat(rule.getMessage()).endsWith(".").contains(". ").doesNotContain("\n");
            });
  }

  private JSONSchemaProps schema() {
    return crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
  }

  private Stream<String> undescribed(String path, JSONSchemaProps schema) {
    var here =
        schema.getDescription() == null || schema.getDescription().isBlank()
            ? Stream.of(path)
            : Stream.<String>empty();
    return Stream.concat(
        here,
        fields(schema)
            .flatMap(field -> undescribed(path + "." + field.getKey(), field.getValue())));
  }

  private Stream<JSONSchemaProps> all(JSONSchemaProps schema) {
    var items =
        schema.getItems() == null
            ? Stream.<JSONSchemaProps>empty()
            : Stream.of(schema.getItems().getSchema());
    return Stream.concat(
        Stream.of(schema),
        Stream.concat(items, fields(schema).map(Map.Entry::getValue)).flatMap(this::all));
  }

  /** The fields of an object, or of the entries of a list. */
  private Stream<Map.Entry<String, JSONSchemaProps>> fields(JSONSchemaProps schema) {
    var owner = schema.getItems() == null ? schema : schema.getItems().getSchema();
    return owner.getProperties() == null
        ? Stream.empty()
        : owner.getProperties().entrySet().stream();
  }
}
