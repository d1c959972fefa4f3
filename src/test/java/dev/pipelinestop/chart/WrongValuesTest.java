package dev.pipelinestop.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong in somebody's values is refused, and what is wrong is named. */
class WrongValuesTest {

  /** A key of the values that is given something it cannot be. */
  record Wrong(String path, String value) {
    @Override
    public String toString() {
      return path + ": " + value;
    }

    /** As it would stand in a file of values. */
    private String yaml() {
      var keys = List.of(path.split("\\."));
      return String.join("", keys.stream().map("{%s: "::formatted).toList())
          + value
          + "}".repeat(keys.size());
    }

    private String key() {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }

  /** Every key of the schema with a value of another type, and every group with a key too many. */
  static Stream<Wrong> everyKey() throws IOException {
    return ofGroup("", schema());
  }

  private static Stream<Wrong> ofGroup(String prefix, JsonNode group) {
    var wrong = new ArrayList<Stream<Wrong>>();
    wrong.add(Stream.of(new Wrong(prefix + "unheardOf", "1")));
    for (var property : group.get("properties").properties()) {
      var path = prefix + property.getKey();
      wrong.add(Stream.of(new Wrong(path, otherThan(property.getValue()))));
      if (property.getValue().has("properties")) {
        wrong.add(ofGroup(path + ".", property.getValue()));
      }
    }
    return wrong.stream().flatMap(each -> each);
  }

  private static String otherThan(JsonNode schema) {
    return "object".equals(schema.path("type").asText()) ? "[wrong]" : "{wrong: true}";
  }

  @ParameterizedTest
  @MethodSource("everyKey")
  void ofAnotherType(Wrong wrong) {
    assertThatThrownBy(() -> Chart.standard().with(wrong.yaml()).render())
        .hasMessageContaining(wrong.key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicas                              | -1
          replicas                              | 1.5
          replicas                              | '"2"'
          image.repository                      | '"https://registry.example/operator"'
          image.repository                      | '"registry.example/operator:1.0"'
          image.tag                             | '"no tag"'
          image.digest                          | '"0123abc"'
          image.pullPolicy                      | Sometimes
          watchNamespaces                       | '"team-a,team-b"'
          watchNamespaces                       | '["team-a,team-b"]'
          watchNamespaces                       | '[team-a, team-a]'
          watchNamespaces                       | '[Team_A]'
          watchNamespaces                       | '["*"]'
          leaderElection.enabled                | '"false"'
          aws.region                            | frankfurt
          aws.maxConcurrentCalls                | 0
          requests.defaultNotAfter              | 1d
          requests.defaultNotAfter              | 0h0m
          requests.defaultNotAfter              | 2562047788015215h
          requests.notFoundGrace                | 60
          requests.notFoundGrace                | 0s
          log.level                             | verbose
          serviceAccount.name                   | '"operator@prod"'
          networkPolicy.apiServer.ports         | '[70000]'
          networkPolicy.apiServer.ports         | '[]'
          networkPolicy.aws.cidrs               | '[10.0.0.1]'
          resources.requests.memory             | plenty
          terminationGracePeriodSeconds         | 20
          topologySpreadConstraints             | '[{maxSkew: 1}]'
          commonLabels.team                     | '"not a label"'
          extraEnv                              | '[{value: nameless}]'
          extraEnv                              | '[{name: PORT, value: 8080}]'
          test.image.tag                        | '""'
          """)
  void ofTheRightTypeButWrong(String path, String value) {
    var wrong = new Wrong(path, value);
    assertThatThrownBy(() -> Chart.standard().with(wrong.yaml()).render())
        .hasMessageContaining(wrong.key());
  }

  @Test
  void theSchemaKnowsTheSameKeysAsTheValues() throws IOException {
    assertSameKeys("", schema(), Values.read().tree());
  }

  private static void assertSameKeys(String path, JsonNode schema, JsonNode values) {
    if (!schema.has("properties")) {
      return;
    }
    assertThat(schema.get("additionalProperties").asBoolean(true)).as(path).isFalse();
    var known = new ArrayList<String>();
    schema.get("properties").fieldNames().forEachRemaining(known::add);
    // Helm gives these to every chart that is part of another one.
    known.remove("global");
    if (values instanceof ObjectNode group && !path.startsWith(".resources.")) {
      if (!path.equals(".affinity")) {
        assertThat(group.fieldNames())
            .toIterable()
            .as(path)
            .containsExactlyInAnyOrderElementsOf(known);
      }
      known.forEach(
          key ->
              assertSameKeys(path + "." + key, schema.get("properties").get(key), group.path(key)));
    }
  }

  private static JsonNode schema() throws IOException {
    return Serialization.unmarshal(
        Files.readString(Chart.FOLDER.resolve("values.schema.json")), JsonNode.class);
  }
}
