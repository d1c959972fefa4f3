package dev.pipelinestop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.crd.SchemaField;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The fields that the documentation names are those of the definition. */
class FieldsDocsTest {
  private static final Pattern NAMED = Pattern.compile("\\b((?:spec|status)(?:\\.[a-zA-Z]+)+)");

  private final SchemaField root = SchemaField.root();

  @Test
  void theSpecIsListed() throws IOException {
    new GeneratedPart("docs/status.md", "spec")
        .isTable(table("spec", PipelineStopRequestSpec.class));
  }

  @Test
  void theStatusIsListed() throws IOException {
    new GeneratedPart("docs/status.md", "status")
        .isTable(table("status", PipelineStopRequestStatus.class));
  }

  @Test
  void everyFieldThatIsNamedExists() {
    var fields = root.all().map(SchemaField::path).toList();
    for (var page : Page.all()) {
      assertThat(NAMED.matcher(page.text().replace("status.md", "")).results())
          .extracting(named -> "." + named.group(1))
          .as(page.path().toString())
          .isSubsetOf(fields);
    }
  }

  /** In the order in which the code declares the fields: a person reads them so. */
  private List<List<String>> table(String part, Class<? extends Record> declared) {
    var order =
        Arrays.stream(declared.getRecordComponents()).map(RecordComponent::getName).toList();
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("Field", "Type", "Meaning"));
    root.all()
        .filter(field -> field.path().equals("." + part))
        .flatMap(SchemaField::children)
        .sorted(Comparator.comparing(field -> order.indexOf(name(field))))
        .flatMap(SchemaField::all)
        .map(field -> row(field, part))
        .forEach(rows::add);
    return rows;
  }

  private List<String> row(SchemaField field, String part) {
    var schema = field.schema();
    return List.of(
        "`" + field.path().substring(part.length() + 2) + "`",
        type(field),
        schema.getDescription());
  }

  private static String type(SchemaField field) {
    var schema = field.schema();
    if (schema.getItems() != null) {
      return "list";
    }
    return "date-time".equals(schema.getFormat()) ? "time" : schema.getType();
  }

  private static String name(SchemaField field) {
    return field.path().substring(field.path().lastIndexOf('.') + 1);
  }
}
