package dev.pipelinestop.reconcile;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The fields of a request that this operator reads and writes. A definition without one of them is
 * older than the operator needs: the API server drops what the definition does not know, without a
 * word. A dry run would become a stop, and the record of an attempt would be lost.
 *
 * <p>Only fields are compared, which are added and never removed. A newer definition may have other
 * rules, and the operator that runs until its own upgrade must go on with them.
 */
final class DefinitionFields {
  private DefinitionFields() {}

  /** All of them, such as {@code status.stops.attemptId}. */
  static SortedSet<String> needed() {
    SortedSet<String> fields = new TreeSet<>();
    add(fields, "spec", PipelineStopRequestSpec.class);
    add(fields, "status", PipelineStopRequestStatus.class);
    return fields;
  }

  private static void add(SortedSet<String> fields, String parent, Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
        continue;
      }
      String name = parent + "." + component.getName();
      fields.add(name);
      Class<?> held = held(component.getGenericType());
      if (held.isRecord()) {
        add(fields, name, held);
      }
    }
  }

  /** Of a list, what is in it. */
  private static Class<?> held(Type type) {
    return type instanceof ParameterizedType list
        ? (Class<?>) list.getActualTypeArguments()[0]
        : (Class<?>) type;
  }

  /** Those that this schema does not have. */
  static List<String> missing(JsonNode schema) {
    SortedSet<String> fields = needed();
    fields.removeAll(of(schema));
    return List.copyOf(fields);
  }

  /** All fields below spec and status of a schema in the form of OpenAPI. */
  static SortedSet<String> of(JsonNode schema) {
    SortedSet<String> fields = new TreeSet<>();
    for (String part : List.of("spec", "status")) {
      add(fields, part, schema.path("properties").path(part));
    }
    return fields;
  }

  private static void add(SortedSet<String> fields, String parent, JsonNode schema) {
    JsonNode object = schema.has("items") ? schema.path("items") : schema;
    for (Map.Entry<String, JsonNode> property : object.path("properties").properties()) {
      String name = parent + "." + property.getKey();
      fields.add(name);
      add(fields, name, property.getValue());
    }
  }
}
