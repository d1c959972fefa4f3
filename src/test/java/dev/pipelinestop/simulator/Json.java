package dev.pipelinestop.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A JSON object under construction in the forms of AWS: no nulls, timestamps in seconds. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode node = MAPPER.createObjectNode();

  Json with(String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case String text -> node.put(name, text);
      case Integer number -> node.put(name, number);
      case Boolean flag -> node.put(name, flag);
      case Instant instant -> node.set(name, seconds(instant));
      case Json json -> node.set(name, json.node);
      case JsonNode json -> node.set(name, json);
      case Collection<?> rows -> {
        var array = node.putArray(name);
        rows.forEach(row -> array.add(row instanceof Json json ? json.node : json(row)));
      }
      case Enum<?> constant -> node.put(name, constant.toString());
      default -> node.set(name, json(value));
    }
    return this;
  }

  ObjectNode node() {
    return node;
  }

  private static JsonNode json(@Nullable Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Epoch seconds with milliseconds. */
  private static JsonNode seconds(Instant instant) {
    return DecimalNode.valueOf(BigDecimal.valueOf(instant.toEpochMilli(), 3));
  }
}
