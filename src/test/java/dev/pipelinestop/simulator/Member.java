package dev.pipelinestop.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A member of a request, and what AWS demands of it before it looks at anything else. */
record Member(String path, boolean required, Type type) {
  /** What a value has to look like. */
  sealed interface Type {
    /** Text with a length in these bounds. */
    record Text(int min, int max, Pattern pattern) implements Type {}

    /** One of some words. */
    record Word(List<String> words) implements Type {}

    /** A whole number in these bounds. */
    record Whole(int min, int max) implements Type {}

    /** True or false. */
    record Flag() implements Type {}

    /** An object, whose members stand in the table by themselves. */
    record Group() implements Type {}

    /** A list, whose entries are not looked at. */
    record Rows() implements Type {}
  }

  private static final Pattern ANYTHING = Pattern.compile("(?s).*");

  static final Type NAME = new Type.Text(1, 100, Pattern.compile("[A-Za-z0-9.@\\-_]+"));
  static final Type UUID =
      new Type.Text(
          1,
          Integer.MAX_VALUE,
          Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"));
  static final Type FLAG = new Type.Flag();
  static final Type GROUP = new Type.Group();
  static final Type ROWS = new Type.Rows();
  static final Type MAX_RESULTS = new Type.Whole(1, 100);
  static final Type NEXT_TOKEN = text(1, 2048);

  static Type text(int min, int max) {
    return new Type.Text(min, max, ANYTHING);
  }

  static Type oneOf(String... words) {
    return new Type.Word(List.of(words));
  }

  static Member required(String path, Type type) {
    return new Member(path, true, type);
  }

  static Member optional(String path, Type type) {
    return new Member(path, false, type);
  }

  /** What is wrong with this member of a request, in the words of AWS. */
  List<String> violations(JsonNode request) {
    JsonNode parent = request;
    var names = List.of(path.split("\\."));
    for (var name : names.subList(0, names.size() - 1)) {
      parent = parent.path(name);
    }
    if (parent instanceof MissingNode) {
      return List.of();
    }
    var value = parent.path(names.getLast());
    if (value.isMissingNode() || value.isNull()) {
      return required ? List.of(violation("Member must not be null")) : List.of();
    }
    return switch (type) {
      case Type.Text text when value.isTextual() -> check(text, value.textValue());
      case Type.Word(var words) when value.isTextual() ->
          words.contains(value.textValue())
              ? List.of()
              : List.of(violation("Member must satisfy enum value set: " + words));
      case Type.Whole whole when value.isIntegralNumber() -> check(whole, value.longValue());
      case Type.Flag() when value.isBoolean() -> List.of();
      case Type.Group() when value.isObject() -> List.of();
      case Type.Rows() when value.isArray() -> List.of();
      default ->
          throw new AwsError(
              "SerializationException", "Unexpected type of value at '" + path + "'");
    };
  }

  private List<String> check(Type.Text text, String value) {
    var found = new ArrayList<String>();
    if (!text.pattern.matcher(value).matches()) {
      found.add(violation("Member must satisfy regular expression pattern: " + text.pattern));
    }
    if (value.length() > text.max) {
      found.add(violation("Member must have length less than or equal to " + text.max));
    }
    if (value.length() < text.min) {
      found.add(violation("Member must have length greater than or equal to " + text.min));
    }
    return found;
  }

  private List<String> check(Type.Whole whole, long value) {
    if (value > whole.max) {
      return List.of(violation("Member must have value less than or equal to " + whole.max));
    }
    if (value < whole.min) {
      return List.of(violation("Member must have value greater than or equal to " + whole.min));
    }
    return List.of();
  }

  private String violation(String demand) {
    return "Value at '%s' failed to satisfy constraint: %s".formatted(path, demand);
  }
}
