package dev.pipelinestop.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.YamlDumpSettingsBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Derives the custom resource definition from {@link PipelineStopRequest}. What Fabric8's generator
 * has no annotation for is added here.
 */
final class CrdGenerator {

  /** The definition as the code says it, as YAML that a person can read. */
  String yaml() {
    var settings = new YamlDumpSettingsBuilder().setMinimizeQuotes(true).build();
    return new KubernetesSerialization(new ObjectMapper(), false, settings).asYaml(generate());
  }

  /** The definition as the code says it. */
  CustomResourceDefinition generate() {
    var output = new MemoryOutput();
    new CRDGenerator()
        .withParallelGenerationEnabled(false)
        .customResourceClasses(PipelineStopRequest.class)
        .forCRDVersions("v1")
        .withOutput(output)
        .detailedGenerate();
    return complete(output.definition());
  }

  private CustomResourceDefinition complete(CustomResourceDefinition crd) {
    var version = crd.getSpec().getVersions().getFirst();
    orderColumns(version);

    // Fabric8 takes descriptions from fields only, and these three are fields of its own class.
    var root = version.getSchema().getOpenAPIV3Schema();
    root.setDescription(descriptionOf(PipelineStopRequest.class));
    root.setRequired(List.of("spec"));
    var spec = property(root, "spec");
    spec.setDescription(descriptionOf(PipelineStopRequestSpec.class));
    // The any-setter of the spec is how the operator notices fields of a newer definition. A
    // definition that had it would let any field pass.
    spec.getProperties().remove("unknownFields");

    var status = property(root, "status");
    status.setDescription(descriptionOf(PipelineStopRequestStatus.class));
    // A new request without any status would count as done for Flux, Argo CD and kubectl wait.
    status.setDefault(JsonNodeFactory.instance.objectNode().put("observedGeneration", -1));
    // It has one writer. Without this the API server would account for every field of it, at every
    // write: a quarter of the work that a request costs it.
    status.setXKubernetesMapType("atomic");
    mapByKey(property(status, "conditions"), "type");
    mapByKey(property(status, "stops"), "mode");
    var time = property(spec, "notAfter").getPattern();
    Stream.of(spec, status).forEach(part -> keepReadable(part, time));
    keepEachRuleOnce(root);
    return crd;
  }

  /**
   * What the API server takes and Java cannot read would end the operator: a watch delivers every
   * request or none. An API server takes any list where a string with a format is wanted, but can
   * compute no rule with it; and it takes more than Java of what is nearly a time, or a number.
   */
  private void keepReadable(JSONSchemaProps schema, String time) {
    if (schema.getItems() != null) {
      keepReadable(schema.getItems().getSchema(), time);
    }
    if (schema.getProperties() == null) {
      return;
    }
    schema
        .getProperties()
        .forEach(
            (name, field) -> {
              if ("date-time".equals(field.getFormat())) {
                field.setPattern(time);
                field.getXKubernetesValidations().add(isOneTime(name));
              }
              if ("integer".equals(field.getType())) {
                field.setMaximum(
                    Objects.requireNonNullElse(field.getMaximum(), (double) Integer.MAX_VALUE));
                field.setMinimum(
                    Objects.requireNonNullElse(field.getMinimum(), (double) Integer.MIN_VALUE));
              }
              keepReadable(field, time);
            });
  }

  /** The generator finds a rule of a component of a record at its field and at its accessor. */
  private void keepEachRuleOnce(JSONSchemaProps schema) {
    schema.setXKubernetesValidations(
        schema.getXKubernetesValidations().stream().distinct().toList());
    schema.getProperties().values().forEach(this::keepEachRuleOnce);
    if (schema.getItems() != null) {
      keepEachRuleOnce(schema.getItems().getSchema());
    }
  }

  private ValidationRule isOneTime(String name) {
    return new ValidationRuleBuilder()
        .withRule("self < timestamp('9999-01-01T00:00:00Z')")
        .withReason("FieldValueForbidden")
        .withMessage(
            name
                + " must be one time before the year 9999. Write for example 2026-11-24T18:00:00Z.")
        .build();
  }

  private String descriptionOf(Class<?> type) {
    return type.getAnnotation(JsonClassDescription.class).value();
  }

  /** The generator sorts the columns by JSON path; a person reads them in the order declared. */
  private void orderColumns(CustomResourceDefinitionVersion version) {
    var names =
        Stream.of(PipelineStopRequest.class.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    var columns = new ArrayList<>(version.getAdditionalPrinterColumns());
    columns.sort(
        Comparator.comparingInt(
            (CustomResourceColumnDefinition column) -> names.indexOf(column.getName())));
    // What the API server does not store differs for ever from what GitOps applies.
    columns.stream()
        .filter(column -> Objects.equals(column.getPriority(), 0))
        .forEach(column -> column.setPriority(null));
    version.setAdditionalPrinterColumns(columns);
  }

  /** Entries are told apart by key: needed for transition rules on entries, and to merge them. */
  private void mapByKey(JSONSchemaProps list, String key) {
    list.setXKubernetesListType("map");
    list.setXKubernetesListMapKeys(List.of(key));
  }

  private JSONSchemaProps property(JSONSchemaProps schema, String name) {
    var property = schema.getProperties().get(name);
    if (property == null) {
      throw new IllegalStateException("the generated schema has no " + name);
    }
    return property;
  }
}
