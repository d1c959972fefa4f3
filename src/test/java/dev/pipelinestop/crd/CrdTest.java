package dev.pipelinestop.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrdTest {
  private static final Pattern ASKED = Pattern.compile("has\\(self\\.(\\w+)\\)");

  private static final String UPDATE = "mvn -B test -Dtest=CrdTest -Dcrd.update";
  private static final String NAME = "pipelinestoprequests.pipelinestop.dev.yaml";

  /** To be applied by itself; and where Helm finds it, which reads nothing outside of a chart. */
  private static final List<Path> FILES =
      List.of(Path.of("crds", NAME), Path.of("helm", "files", NAME));

  private final CustomResourceDefinition crd = new CrdGenerator().generate();

  @Test
  void theFilesAreWhatTheCodeSays() throws IOException {
    var expected =
        "# Generated from the package dev.pipelinestop.api. Do not edit; update it with\n# "
            + UPDATE
            + "\n"
            + new CrdGenerator().yaml();
    for (var file : FILES) {
      if (System.getProperty("crd.update") != null) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, expected);
      }
      assertThat(file)
          .as("%s is not what the code says. Update it with: %s", file, UPDATE)
          .isRegularFile()
          .hasContent(expected);
    }
  }

  @Test
  void everyFieldHasADescription() {
    assertThat(fields())
        .allSatisfy(field -> assertThat(field.schema().getDescription()).isNotBlank());
  }

  @Test
  void noFieldTakesWhatItDoesNotKnow() {
    assertThat(fields())
        .map(SchemaField::object)
        .allSatisfy(
            schema -> {
              assertThat(schema.getXKubernetesPreserveUnknownFields()).isNull();
              assertThat(schema.getAdditionalProperties()).isNull();
            });
  }

  @Test
  void everyListIsBounded() {
    // Without bounds the API server refuses rules on them, for what they may cost.
    assertThat(fields())
        .map(SchemaField::schema)
        .filteredOn(schema -> "array".equals(schema.getType()))
        .isNotEmpty()
        .allSatisfy(list -> assertThat(list.getMaxItems()).isNotNull());
  }

  @Test
  void everyRuleSaysWhereAndWhatToDo() {
    var withoutFields =
        fields().stream()
            .filter(field -> field.schema().getProperties().isEmpty())
            .map(SchemaField::path)
            .toList();
    assertThat(fields())
        .flatMap(field -> field.rules().toList())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              if (!withoutFields.contains(rule.path())) {
                assertThat(asked(rule)).isNotEmpty().allMatch(rule.message()::contains);
              }
              assertThat(rule.message()).endsWith(".").contains(". ").doesNotContain("\n");
            });
  }

  /** The fields that a rule of an object asks for, which its path does not name. */
  private List<String> asked(SchemaField.Rule rule) {
    return ASKED.matcher(rule.expression()).results().map(asked -> asked.group(1)).toList();
  }

  @Test
  void everyRuleIsProvenOnTheApiServer() {
    var refusals =
        Stream.of("invalid", "invalid-status")
            .flatMap(folder -> CorpusFile.in(folder).stream())
            .map(CorpusFile::expected)
            .toList();
    for (var field : fields()) {
      for (var rule : field.rules().toList()) {
        var path = rule.path().substring(1);
        assertThat(refusals)
            .as("a file in src/test/resources/corpus for: %s: %s", path, rule.message())
            .anyMatch(refusal -> isOf(path, rule.message(), refusal));
      }
    }
  }

  /** Whether the expected refusal, with indexes in its path, begins the message of this rule. */
  private boolean isOf(String path, String message, String refusal) {
    var between = ": Forbidden: ";
    var at = refusal.indexOf(between);
    return at > 0
        && refusal.substring(0, at).replaceAll("\\[\\d]", "").equals(path)
        && message.startsWith(refusal.substring(at + between.length()));
  }

  private List<SchemaField> fields() {
    return SchemaField.rootOf(crd).all().toList();
  }
}
