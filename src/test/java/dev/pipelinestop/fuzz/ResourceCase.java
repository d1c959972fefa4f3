package dev.pipelinestop.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A request as somebody might write it: right, unusual or wrong.
 *
 * @param field what a refusal has to name
 * @param validation Strict, or Ignore for {@code kubectl --validate=false}
 * @param body makes the JSON of it
 */
public record ResourceCase(
    String title, String field, String validation, Function<Subject, String> body) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String STRICT = "Strict";
  private static final String IGNORE = "Ignore";

  /** What the request is called and is about. */
  public record Subject(String name, String pipeline, String execution) {

    ObjectNode spec() {
      return NODES
          .objectNode()
          .put("pipelineName", pipeline)
          .put("pipelineExecutionId", execution)
          .put("abandon", true);
    }

    ObjectNode resource() {
      ObjectNode resource =
          NODES
              .objectNode()
              .put("apiVersion", "pipelinestop.dev/v1alpha1")
              .put("kind", "PipelineStopRequest");
      resource.putObject("metadata").put("name", name);
      resource.set("spec", spec());
      return resource;
    }

    /** A request as it should be. */
    public String good() {
      return resource().toString();
    }
  }

  /** All that the schema gives rise to, and what no schema speaks of. */
  public static List<ResourceCase> all() {
    List<ResourceCase> cases = new ArrayList<>();
    Schema.ofResource().property("spec").properties().forEach(field -> ofField(field, cases));
    ofSpec(cases);
    ofMetadata(cases);
    ofText(cases);
    return cases;
  }

  private static void ofField(Schema field, List<ResourceCase> cases) {
    List<String> names = new ArrayList<>(List.of(""));
    if (!List.of("pipelineName", "pipelineExecutionId", "abandon").contains(field.name())) {
      names.add(" with a bound");
    }
    FieldValues.of(field, Optional.empty())
        .forEach(
            (name, value) -> {
              for (String with : names) {
                cases.add(
                    new ResourceCase(
                        field.name() + " " + name + with,
                        field.path(),
                        STRICT,
                        subject -> ofField(subject, field, value, !with.isEmpty())));
              }
            });
  }

  /** Some fields need a bound in time beside them. */
  private static String ofField(Subject subject, Schema field, JsonNode value, boolean bounded) {
    ObjectNode spec = subject.spec();
    if (bounded && !field.name().equals("notAfter")) {
      spec.put("notAfter", "2099-01-01T00:00:00Z");
    }
    if (bounded) {
      spec.remove("abandon");
    }
    ObjectNode resource = subject.resource();
    resource.set("spec", FieldValues.with(spec, field.name(), value));
    return FieldValues.text(resource);
  }

  private static void ofSpec(List<ResourceCase> cases) {
    FieldValues.of(new Schema("spec", NODES.objectNode()), Optional.of(NODES.objectNode()))
        .forEach(
            (name, value) ->
                cases.add(
                    new ResourceCase(
                        "spec " + name,
                        "spec",
                        STRICT,
                        subject ->
                            FieldValues.text(
                                FieldValues.with(subject.resource(), "spec", value)))));
    for (String validation : List.of(STRICT, IGNORE)) {
      for (String unknown :
          List.of("namespace", "roleArn", "Abandon", "stage_name", "__proto__", "")) {
        cases.add(
            new ResourceCase(
                "unknown field '" + unknown + "' " + validation,
                unknown.isEmpty() ? "" : "spec." + unknown,
                validation,
                subject -> {
                  ObjectNode resource = subject.resource();
                  ((ObjectNode) resource.get("spec")).put(unknown, "x");
                  return resource.toString();
                }));
      }
      cases.add(
          new ResourceCase(
              "unknown part " + validation,
              "data",
              validation,
              subject -> {
                ObjectNode resource = subject.resource();
                resource.putObject("data").put("a", "b".repeat(500_000));
                return resource.toString();
              }));
      cases.add(
          new ResourceCase(
              "status from the start " + validation,
              "status",
              validation,
              subject -> {
                ObjectNode resource = subject.resource();
                resource.putObject("status").put("finishedAt", "2026-01-01T00:00:00Z");
                return resource.toString();
              }));
    }
  }

  private static void ofMetadata(List<ResourceCase> cases) {
    Map<String, Function<ObjectNode, JsonNode>> changes = new TreeMap<>();
    changes.put("labels near 1 MB", metadata -> many(metadata.putObject("labels"), 6_000, 60));
    changes.put("labels of 3 MB", metadata -> many(metadata.putObject("labels"), 24_000, 60));
    changes.put(
        "annotations of 250 KB", m -> m.putObject("annotations").put("a", "b".repeat(250_000)));
    changes.put(
        "annotations of 300 KB", m -> m.putObject("annotations").put("a", "b".repeat(300_000)));
    changes.put(
        "annotation full of <", m -> m.putObject("annotations").put("a", "<".repeat(250_000)));
    changes.put("a finalizer", metadata -> metadata.putArray("finalizers").add("example.org/f"));
    changes.put("100 owners", metadata -> owners(metadata, 100));
    changes.put("a generation", metadata -> metadata.put("generation", 99));
    changes.put("a uid", metadata -> metadata.put("uid", "x"));
    changes.put(
        "a creation time", metadata -> metadata.put("creationTimestamp", "1970-01-01T00:00:00Z"));
    changes.put("labels null", metadata -> metadata.putNull("labels"));
    changes.put("labels a list", metadata -> metadata.putArray("labels"));
    changes.put("a label null", metadata -> metadata.putObject("labels").putNull("a"));
    changes.forEach(
        (title, change) ->
            cases.add(
                new ResourceCase(
                    "metadata with " + title,
                    "",
                    STRICT,
                    subject -> {
                      ObjectNode resource = subject.resource();
                      var unused = change.apply((ObjectNode) resource.get("metadata"));
                      return resource.toString();
                    })));
  }

  private static void ofText(List<ResourceCase> cases) {
    Map<String, Function<String, String>> changes = new TreeMap<>();
    changes.put("cut off", text -> text.substring(0, text.length() - 2));
    changes.put("twice", text -> text + text);
    changes.put(
        "a field twice", text -> text.replace("\"abandon\"", "\"abandon\":false,\"abandon\""));
    changes.put("nothing", text -> "");
    changes.put("null", text -> "null");
    changes.put("a list", text -> "[" + text + "]");
    changes.put("deep", text -> "{\"a\":".repeat(20_000) + text + "}".repeat(20_000));
    changes.put("another kind", text -> text.replace("PipelineStopRequest", "Pod"));
    changes.put("another version", text -> text.replace("v1alpha1", "v9"));
    changes.forEach(
        (title, change) ->
            cases.add(
                new ResourceCase(
                    "text " + title, "", STRICT, subject -> change.apply(subject.good()))));
  }

  private static ObjectNode many(ObjectNode within, int count, int length) {
    for (int i = 0; i < count; i++) {
      within.put("%s%05d".formatted("k".repeat(length - 5), i), "v".repeat(length));
    }
    return within;
  }

  private static JsonNode owners(ObjectNode metadata, int count) {
    var owners = metadata.putArray("ownerReferences");
    for (int i = 0; i < count; i++) {
      owners
          .addObject()
          .put("apiVersion", "v1")
          .put("kind", "ConfigMap")
          .put("name", "gone-" + i)
          .put("uid", "00000000-0000-4000-8000-%012d".formatted(i));
    }
    return owners;
  }

  @Override
  public String toString() {
    return title;
  }
}
