package dev.pipelinestop.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the API server takes, the operator can read. Otherwise one request that it cannot read
 * would keep it from reading any: a watch delivers all of them or none.
 */
class ReadableTest {
  private final KubernetesSerialization json =
      new KubernetesSerialization(new ObjectMapper(), true);

  @ParameterizedTest
  @ValueSource(strings = {"spec", "status"})
  void whatTheSchemaAllowsIsRead(String part) {
    Schema schema = Schema.ofResource().property(part);
    List<String> unread = new ArrayList<>();
    int allowed = 0;
    for (Schema field : schema.properties().toList()) {
      for (var value : FieldValues.of(field, Optional.empty()).entrySet()) {
        String text = FieldValues.text(value.getValue());
        if (text.isEmpty() || !field.violations(FieldValues.parsed(text)).isEmpty()) {
          continue;
        }
        allowed++;
        unread(part, field, text)
            .ifPresent(why -> unread.add(field.path() + " " + value.getKey() + ": " + why));
      }
    }
    assertThat(allowed).isGreaterThan(20);
    assertThat(unread).isEmpty();
  }

  private Optional<String> unread(String part, Schema field, String text) {
    ObjectNode resource =
        (ObjectNode) FieldValues.parsed(new ResourceCase.Subject("a", "b", "c").good());
    ObjectNode changed =
        resource.get(part) instanceof ObjectNode there
            ? there
            : JsonNodeFactory.instance.objectNode();
    JsonNode value = FieldValues.parsed(text);
    resource.set(part, changed.set(field.name(), value));
    try {
      return json.unmarshal(resource.toString(), PipelineStopRequest.class) == null
          ? Optional.of("nothing")
          : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
