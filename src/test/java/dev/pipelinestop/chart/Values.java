package dev.pipelinestop.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of the chart, with the comments in front of them. */
final class Values {
  private static final Pattern MEANING = Pattern.compile(" *# -- (.*)");
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]\\w*):.*");

  private final List<String> lines;
  private final JsonNode tree;

  private Values(String text) {
    this.lines = text.lines().toList();
    this.tree = Serialization.unmarshal(text, JsonNode.class);
  }

  /**
   * One of them.
   *
   * @param path its keys, with dots between them
   * @param standard what it is if nobody says otherwise, as JSON
   */
  record Value(String path, String standard, String meaning) {}

  static Values read() throws IOException {
    return new Values(Files.readString(Chart.FOLDER.resolve("values.yaml")));
  }

  /** All values. */
  JsonNode tree() {
    return tree;
  }

  /** Those with a comment that says what they mean, in the order of the file. */
  List<Value> documented() {
    var values = new ArrayList<Value>();
    Deque<String> path = new ArrayDeque<>();
    @Nullable String meaning = null;
    for (var line : lines) {
      var comment = MEANING.matcher(line);
      var key = KEY.matcher(line);
      if (comment.matches()) {
        meaning = comment.group(1);
      } else if (key.matches()) {
        while (path.size() > key.group(1).length() / 2) {
          path.removeLast();
        }
        path.addLast(key.group(2));
        if (meaning != null) {
          var at = String.join(".", path);
          values.add(new Value(at, tree.at("/" + at.replace('.', '/')).toString(), meaning));
          meaning = null;
        }
      }
    }
    return values;
  }

  /** The paths of all that holds no other values. */
  List<String> leaves() {
    return leaves("", tree);
  }

  private static List<String> leaves(String path, JsonNode node) {
    if (!(node instanceof ObjectNode) || node.isEmpty()) {
      return List.of(path.substring(1));
    }
    return node.properties().stream()
        .flatMap(property -> leaves(path + "." + property.getKey(), property.getValue()).stream())
        .toList();
  }
}
