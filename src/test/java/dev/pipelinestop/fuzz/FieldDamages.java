package dev.pipelinestop.fuzz;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every field that an answer has, in turn replaced by whatever JSON can say. */
final class FieldDamages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MISSING = "missing";

  /** Without these an answer is about nothing, or about something else. */
  private static final Map<String, Pattern> NEEDED =
      Map.of(
          "GetPipelineExecution /pipelineExecution",
          Pattern.compile("not about this execution"),
          "GetPipelineExecution /pipelineExecution/pipelineName",
          Pattern.compile("not about this execution"),
          "GetPipelineExecution /pipelineExecution/pipelineExecutionId",
          Pattern.compile("not about this execution"),
          "GetPipelineExecution /pipelineExecution/status",
          Pattern.compile("the answer has no status"),
          "GetPipelineState /pipelineName",
          Pattern.compile("not about this pipeline"),
          "ListActionExecutions /actionExecutionDetails",
          Pattern.compile("the answer has no list"),
          "ListPipelineExecutions /pipelineExecutionSummaries",
          Pattern.compile("the answer has no list"),
          "StopPipelineExecution /pipelineExecutionId",
          Pattern.compile("does not name the execution"));

  private FieldDamages() {}

  /**
   * All of them.
   *
   * @param good answers of this operation, for the fields that there are
   */
  static List<Damage> of(String operation, Collection<String> good) {
    TreeSet<String> paths = new TreeSet<>();
    good.forEach(text -> collect("", parse(text), paths));
    List<Damage> damages = new ArrayList<>();
    for (String path : paths) {
      values()
          .forEach(
              (name, value) ->
                  damages.add(
                      new Damage(
                          operation,
                          path + " " + name,
                          name.equals(MISSING) || name.equals("null")
                              ? NEEDED.get(operation + " " + path)
                              : null,
                          answer -> answer.body(replaced(answer.text(), path, value)))));
    }
    return damages;
  }

  private static void collect(String path, JsonNode node, Set<String> paths) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              paths.add(path + "/" + name);
              collect(path + "/" + name, node.get(name), paths);
            });
    for (int i = 0; i < Math.min(node.size(), 2) && node.isArray(); i++) {
      paths.add(path + "/" + i);
      collect(path + "/" + i, node.get(i), paths);
    }
  }

  /** By name; null is for a field that is left out. */
  private static Map<String, @Nullable JsonNode> values() {
    Map<String, @Nullable JsonNode> values = new LinkedHashMap<>();
    values.put(MISSING, null);
    for (String raw :
        List.of(
            "null",
            "true",
            "{}",
            "[]",
            "[[]]",
            "[null]",
            "[{}]",
            "{\"a\":1}",
            "0",
            "-1",
            "1.5",
            "1e3",
            "1e400",
            "-1e400",
            "2147483648",
            "9223372036854775808",
            "123456789012345678901234567890",
            "253402300799.999",
            "253402300800",
            "-62135596801",
            "1e15",
            "-1e15",
            "1e18",
            "0.000000001",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"0\"",
            "\"1790648524.702\"",
            "\"2026-01-01T00:00:00Z\"",
            "\"+10000-01-01T00:00:00Z\"",
            "\"\\u0000\"",
            "\"\\u001b[31mred\\u0007\"",
            "\"a\\nb\\r\\tc\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u202etxt.exe\"",
            "\"\\u2028\"",
            "\"\\ud83d\\ude00\"",
            "\"https://x.example/\\ud800\"",
            "\"https://x.example/\\u0000\"",
            "\"javascript:alert(1)\"",
            "\"${jndi:ldap://x}%s%n{}\"",
            "\"<script>&\"",
            "\"InProgress\\u0000\"",
            "\"Stopped \"",
            "\"STOPPED\"")) {
      values.put(raw, raw(raw));
    }
    values.put("100000 letters", JSON.getNodeFactory().textNode("a".repeat(100_000)));
    values.put("100000 brackets", JSON.getNodeFactory().textNode("<".repeat(100_000)));
    values.put("100000 emoji", JSON.getNodeFactory().textNode("a" + "😀".repeat(100_000)));
    values.put("1000 entries", raw("[" + "{},".repeat(999) + "{}]"));
    return values;
  }

  static JsonNode raw(String json) {
    return JsonNodeFactory.instance.rawValueNode(new RawValue(json));
  }

  private static String replaced(String text, String path, @Nullable JsonNode value) {
    JsonNode root = parse(text);
    JsonPointer pointer = JsonPointer.compile(path);
    JsonNode parent = root.at(pointer.head());
    String last = pointer.last().getMatchingProperty();
    if (parent instanceof ObjectNode object && object.has(last)) {
      if (value == null) {
        object.remove(last);
      } else {
        object.set(last, value);
      }
    } else if (parent instanceof ArrayNode list
        && pointer.last().getMatchingIndex() < list.size()) {
      if (value == null) {
        list.remove(pointer.last().getMatchingIndex());
      } else {
        list.set(pointer.last().getMatchingIndex(), value);
      }
    }
    return root.toString();
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
