package dev.pipelinestop.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A part of the schema in {@code crds}, as an API server reads it. Rules in CEL are left to a real
 * one.
 *
 * @param path as refusals name it, such as {@code spec.reason}
 */
public record Schema(String path, JsonNode node) {
  private static final Path CRD = Path.of("crds", "pipelinestoprequests.pipelinestop.dev.yaml");
  private static final Pattern TIME =
      Pattern.compile(
          "^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](.[0-9]+)?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})([Tt].*)?$");
  private static final Pattern HALF_CHARACTER = Pattern.compile("\\p{Cs}");

  /** The whole resource. */
  public static Schema ofResource() {
    try {
      JsonNode crd = new ObjectMapper(new YAMLFactory()).readTree(CRD.toFile());
      return new Schema("", crd.at("/spec/versions/0/schema/openAPIV3Schema"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A field of an object. */
  public Schema property(String name) {
    JsonNode property = node.path("properties").path(name);
    if (property.isMissingNode()) {
      throw new IllegalArgumentException(path + " has no " + name);
    }
    return new Schema(path.isEmpty() ? name : path + "." + name, property);
  }

  /** The fields of an object. */
  public Stream<Schema> properties() {
    return names(node.path("properties")).map(this::property);
  }

  /** What an entry of a list is; empty for what is no list. */
  public Optional<Schema> items() {
    JsonNode items = node.path("items");
    return items.isMissingNode() ? Optional.empty() : Optional.of(new Schema(path, items));
  }

  /** The name of the field. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Object, array, string, integer or boolean. */
  public String type() {
    return node.path("type").asText();
  }

  /** What is wrong with this value, with the path of it. */
  public List<String> violations(JsonNode value) {
    List<String> found = new ArrayList<>();
    switch (type()) {
      case "object" -> ofObject(value, found);
      case "array" -> ofList(value, found);
      case "string" -> ofText(value, found);
      case "integer" -> ofNumber(value, found);
      case "boolean" -> expect(value.isBoolean(), value, "is no boolean", found);
      default -> found.add(path + ": the schema has the unknown type " + type());
    }
    return found;
  }

  private void ofObject(JsonNode value, List<String> found) {
    if (!expect(value.isObject(), value, "is no object", found)) {
      return;
    }
    for (JsonNode required : node.path("required")) {
      expect(value.has(required.asText()), value, "has no " + required.asText(), found);
    }
    for (String name : names(value).toList()) {
      if (expect(node.path("properties").has(name), value, "has the unknown " + name, found)) {
        found.addAll(property(name).violations(value.get(name)));
      }
    }
  }

  private void ofList(JsonNode value, List<String> found) {
    if (!expect(value.isArray(), value, "is no list", found)) {
      return;
    }
    expect(value.size() <= node.path("maxItems").asInt(), value, "has too many entries", found);
    Schema entry = items().orElseThrow();
    for (JsonNode each : value) {
      found.addAll(entry.violations(each));
    }
    for (JsonNode key : node.path("x-kubernetes-list-map-keys")) {
      HashSet<JsonNode> keys = new HashSet<>();
      for (JsonNode each : value) {
        expect(keys.add(each.path(key.asText())), each, "comes twice", found);
      }
    }
  }

  private void ofText(JsonNode value, List<String> found) {
    if (!expect(value.isTextual(), value, "is no string", found)) {
      return;
    }
    String text = value.textValue();
    int length = text.codePointCount(0, text.length());
    expect(length >= node.path("minLength").asInt(0), value, "is too short", found);
    expect(length <= node.path("maxLength").asInt(Integer.MAX_VALUE), value, "is too long", found);
    expect(!HALF_CHARACTER.matcher(text).find(), value, "holds half a character", found);
    if (node.has("pattern")) {
      Pattern pattern = Pattern.compile(node.get("pattern").textValue());
      expect(pattern.matcher(text).find(), value, "does not match " + pattern, found);
    }
    if (node.has("enum")) {
      boolean known = values(node.get("enum")).anyMatch(value::equals);
      expect(known, value, "is none of " + node.get("enum"), found);
    }
    if (node.path("format").asText().equals("date-time")) {
      expect(isTime(text), value, "is no time", found);
    }
  }

  private void ofNumber(JsonNode value, List<String> found) {
    if (!expect(value.isIntegralNumber(), value, "is no whole number", found)) {
      return;
    }
    if (node.has("minimum")) {
      expect(value.asDouble() >= node.get("minimum").asDouble(), value, "is too small", found);
    }
    if (node.has("maximum")) {
      expect(value.asDouble() <= node.get("maximum").asDouble(), value, "is too large", found);
    }
  }

  private boolean expect(boolean holds, JsonNode value, String otherwise, List<String> found) {
    if (!holds) {
      String shown = value.toString();
      found.add(path + " " + otherwise + ": " + shown.substring(0, Math.min(200, shown.length())));
    }
    return holds;
  }

  /** As kube-openapi has it, which takes more than RFC 3339 does. */
  private static boolean isTime(String text) {
    Matcher matcher = TIME.matcher(text);
    try {
      return matcher.find() && LocalDate.parse(matcher.group(1)) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static Stream<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.stream();
  }

  private static Stream<JsonNode> values(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
