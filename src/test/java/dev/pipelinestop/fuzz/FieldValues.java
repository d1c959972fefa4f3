package dev.pipelinestop.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What a field of the schema can be given: what is right, what is at a bound, what is wrong. */
public final class FieldValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of these, a field is given those that its pattern, lengths and format allow, as right ones. */
  private static final List<String> EXAMPLES =
      List.of(
          "a",
          "True",
          "False",
          "Unknown",
          "10m",
          "90s",
          "2099-01-01T00:00:00Z",
          "eu-central-1",
          "123456789012",
          "11111111-1111-4111-8111-111111111111",
          "Wait",
          "Succeeded",
          "text");

  private static final List<String> TIMES =
      List.of(
          "0000-01-01T00:00:00Z",
          "0001-01-01T00:00:00Z",
          "1000-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999999Z",
          "9999-12-31T23:59:59-17:59",
          "+10000-01-01T00:00:00Z",
          "-0001-01-01T00:00:00Z",
          "2026-02-29T00:00:00Z",
          "2026-13-01T00:00:00Z",
          "2026-11-24T24:00:00Z",
          "2026-11-24T23:59:60Z",
          "2026-11-24t18:00:00z",
          "2026-11-24 18:00:00Z",
          "2026-11-24T18:00:00",
          "2026-11-24",
          "2026-11-24T18:00Z",
          "2026-11-24T18:00:00+18:01",
          "2026-11-24T18:00:00+23:59",
          "2026-11-24T18:00:00-00:00",
          "2026-11-24T18:00:00.1234567890123Z",
          "2026-11-24T18:00:00,5Z",
          "2026-11-24T18:00:00Ztoday",
          "now",
          "1790648524");

  private static final List<String> INJECTIONS =
      List.of(
          "${jndi:ldap://127.0.0.1/x}",
          "{{.Values.x}}",
          "%s%n%x",
          "'; DROP TABLE x; --",
          "<script>alert(1)</script>",
          "$(id)`id`",
          "../../etc/passwd",
          "a\u001b[31mred\u0007",
          "a\u0000b",
          "a\r\nERROR b",
          "\u202etxt.exe",
          "\u2028",
          "e\u0301",
          "\uff11\uff12",
          "\u200b",
          "\ufeff",
          "\ud83d\ude00",
          "null",
          "true",
          "~",
          "0x1F",
          "&anchor *alias");

  private FieldValues() {}

  /**
   * All of them, by name; a missing node stands for a field that is left out.
   *
   * @param good what is right for this field, if more is known than the schema says
   */
  public static Map<String, JsonNode> of(Schema field, Optional<JsonNode> good) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    values.put("missing", MissingNode.getInstance());
    for (String raw :
        List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e3",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "1e400",
            "\"\"",
            "\" \"",
            "\"\\ud800\"",
            "[]",
            "[null]",
            "{}",
            "{\"a\":{\"b\":[1]}}")) {
      values.put(raw, raw(raw));
    }
    values.put("lists of depth 900", raw("[".repeat(900) + "]".repeat(900)));
    JsonNode right = good.or(() -> example(field)).orElse(NODES.textNode("a"));
    values.put("what is right", right);
    values.put("what is right, in a list", NODES.arrayNode().add(right));
    switch (field.type()) {
      case "string" -> texts(field, right.asText(), values);
      case "integer" -> numbers(field, values);
      case "array" -> lists(field, values);
      case "object" -> objects(field, values);
      default -> {
        for (String word : List.of("true", "True", "yes", "1")) {
          values.put("text " + word, NODES.textNode(word));
        }
      }
    }
    return values;
  }

  /** Something that the schema allows here, if it can be found. */
  public static Optional<JsonNode> example(Schema field) {
    return switch (field.type()) {
      case "string" ->
          field.node().has("enum")
              ? Optional.of(field.node().get("enum").get(0))
              : EXAMPLES.stream()
                  .<JsonNode>map(NODES::textNode)
                  .filter(text -> field.violations(text).isEmpty())
                  .findFirst();
      case "integer" -> Optional.of(NODES.numberNode(Math.max(1, minimum(field))));
      case "boolean" -> Optional.of(NODES.booleanNode(true));
      case "array" ->
          field.items().flatMap(FieldValues::example).map(entry -> NODES.arrayNode().add(entry));
      default -> {
        ObjectNode object = NODES.objectNode();
        field
            .properties()
            .forEach(each -> example(each).ifPresent(value -> object.set(each.name(), value)));
        yield Optional.of(object);
      }
    };
  }

  private static void texts(Schema field, String right, Map<String, JsonNode> values) {
    for (String text : INJECTIONS) {
      values.put("text " + text, NODES.textNode(text));
    }
    for (String text :
        List.of(
            right.toUpperCase(Locale.ROOT),
            " " + right,
            right + " ",
            right + "\n",
            right + right,
            "-" + right,
            right.substring(1))) {
      values.put("changed " + text, NODES.textNode(text));
    }
    int least = field.node().path("minLength").asInt(0);
    int most = field.node().path("maxLength").asInt(1000);
    for (int length : List.of(Math.max(0, least - 1), least, most, most + 1, 10_000)) {
      values.put(length + " letters", NODES.textNode("a".repeat(length)));
      values.put(length + " emoji", NODES.textNode("\ud83d\ude00".repeat(length)));
    }
    values.put("900000 letters", NODES.textNode("a".repeat(900_000)));
    for (JsonNode each : field.node().path("enum")) {
      values.put("enum " + each.asText(), each);
      values.put("lower " + each.asText(), NODES.textNode(each.asText().toLowerCase(Locale.ROOT)));
    }
    for (String example : EXAMPLES) {
      values.put("example " + example, NODES.textNode(example));
    }
    if (field.node().path("format").asText().equals("date-time")) {
      TIMES.forEach(time -> values.put("time " + time, NODES.textNode(time)));
    }
  }

  private static void numbers(Schema field, Map<String, JsonNode> values) {
    for (long number :
        List.of(
            minimum(field) - 1,
            minimum(field),
            1L,
            2147483647L,
            2147483648L,
            4294967296L,
            9007199254740993L,
            Long.MIN_VALUE)) {
      values.put("number " + number, NODES.numberNode(number));
    }
    for (String raw : List.of("1.0", "1e2", "1e15", "1e18", "1e30", "-0", "\"1\"")) {
      values.put("number " + raw, raw(raw));
    }
  }

  private static long minimum(Schema field) {
    return field.node().path("minimum").asLong(0);
  }

  private static void lists(Schema field, Map<String, JsonNode> values) {
    JsonNode entry = field.items().flatMap(FieldValues::example).orElse(NODES.objectNode());
    int most = field.node().path("maxItems").asInt(100);
    for (int size : List.of(1, 2, most, most + 1, 10 * most)) {
      ArrayNode list = NODES.arrayNode();
      IntStream.range(0, size).forEach(i -> list.add(entry.deepCopy()));
      values.put(size + " entries", list);
    }
    values.put("entry in entry", NODES.arrayNode().add(NODES.arrayNode().add(entry)));
    field
        .items()
        .filter(items -> items.type().equals("object"))
        .ifPresent(items -> objects(items, values, object -> NODES.arrayNode().add(object)));
  }

  private static void objects(Schema field, Map<String, JsonNode> values) {
    objects(field, values, object -> object);
  }

  private static void objects(
      Schema field, Map<String, JsonNode> values, UnaryOperator<JsonNode> within) {
    ObjectNode whole =
        example(field)
            .filter(JsonNode::isObject)
            .map(ObjectNode.class::cast)
            .orElseGet(NODES::objectNode);
    field
        .properties()
        .forEach(
            each ->
                of(each, Optional.empty())
                    .forEach(
                        (name, value) ->
                            values.put(
                                each.name() + " " + name,
                                within.apply(with(whole.deepCopy(), each.name(), value)))));
    values.put(
        "unknown field", within.apply(with(whole.deepCopy(), "unknown", NODES.textNode("x"))));
  }

  /** The object with this field; without it for a missing node. */
  public static ObjectNode with(ObjectNode object, String field, JsonNode value) {
    if (value.isMissingNode()) {
      object.remove(field);
    } else {
      object.set(field, value);
    }
    return object;
  }

  private static JsonNode raw(String json) {
    return NODES.rawValueNode(new RawValue(json));
  }

  /** As the API server is sent it; empty for what is left out. */
  public static String text(JsonNode node) {
    try {
      return node.isMissingNode() ? "" : JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What an API server reads of this. */
  public static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
