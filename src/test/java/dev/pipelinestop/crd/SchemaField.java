package dev.pipelinestop.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A field of the definition.
 *
 * @param path as {@code kubectl explain} takes it, such as {@code .status.stops.mode}; empty for
 *     the resource itself
 */
public record SchemaField(String path, JSONSchemaProps schema) {

  /** The resource as the code defines it, which is what {@code crds/} holds. */
  public static SchemaField root() {
    return rootOf(new CrdGenerator().generate());
  }

  static SchemaField rootOf(CustomResourceDefinition crd) {
    return new SchemaField(
        "", crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema());
  }

  /** This field and all below it. */
  public Stream<SchemaField> all() {
    return Stream.concat(Stream.of(this), children().flatMap(SchemaField::all));
  }

  /** The fields of an object, or of the entries of a list. */
  public Stream<SchemaField> children() {
    var properties = object().getProperties();
    return (properties == null ? Map.<String, JSONSchemaProps>of() : properties)
        .entrySet().stream()
            .map(entry -> new SchemaField(path + "." + entry.getKey(), entry.getValue()));
  }

  /** A rule of the API server, and the path of the field that it refuses. */
  record Rule(String path, String expression, String message) {}

  /** The rules of this field, and of its entries if it is a list. */
  Stream<Rule> rules() {
    return Stream.of(schema, object())
        .distinct()
        .flatMap(of -> of.getXKubernetesValidations().stream())
        .map(
            rule ->
                new Rule(
                    path + Objects.requireNonNullElse(rule.getFieldPath(), ""),
                    rule.getRule(),
                    rule.getMessage()));
  }

  /** This field itself, or what an entry is if it is a list. */
  JSONSchemaProps object() {
    return schema.getItems() == null ? schema : schema.getItems().getSchema();
  }
}
