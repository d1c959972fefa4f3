package dev.pipelinestop.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What becomes of a status in an API server and on a terminal. */
final class AsStored {
  private static final Pattern ESCAPED = Pattern.compile("[<>&\\u2028\\u2029]");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]");

  private AsStored() {}

  /** How many bytes it has when Go has written it: six for some characters that are one here. */
  static int bytes(JsonNode value) {
    return ESCAPED.matcher(value.toString()).replaceAll("123456").getBytes(UTF_8).length;
  }

  /** The strings that a terminal must not be given, each with its path. */
  static List<String> unprintable(JsonNode value) {
    List<String> found = new ArrayList<>();
    collect("status", value, found);
    return found;
  }

  private static void collect(String path, JsonNode value, List<String> found) {
    if (value.isTextual() && UNPRINTABLE.matcher(value.textValue()).find()) {
      found.add(path + " holds a control character or half of one");
    }
    value.fieldNames().forEachRemaining(name -> collect(path + "." + name, value.get(name), found));
    if (value.isArray()) {
      value.forEach(each -> collect(path + "[]", each, found));
    }
  }
}
