package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * The wish that one execution of a CodePipeline pipeline be stopped, and how far that is.
 *
 * <p>Both parts may be null on an object that was read from elsewhere than an API server which
 * enforces our definition.
 */
@Group(PipelineStopRequest.GROUP)
@Version("v1alpha1")
// Where they are not said, Fabric8 works them out for every object, with some fifty regular
// expressions.
@Singular("pipelinestoprequest")
@Plural("pipelinestoprequests")
@ShortNames("psr")
@Categories("aws")
@JsonClassDescription(
    "Stops one execution of an AWS CodePipeline pipeline, exactly that one and at most once per"
        + " mode, and says how far the stop is.")
@AdditionalPrinterColumn(name = "Pipeline", jsonPath = ".spec.pipelineName")
// Of the spec or of the status: a request for a stage has no id until one is fixed, and one for an
// id
// has it before anybody has looked. Where both have one it is the same, by the rule below.
@AdditionalPrinterColumn(name = "Execution", jsonPath = ".*.pipelineExecutionId")
@AdditionalPrinterColumn(name = "Mode", jsonPath = ".status.stops[-1:].mode")
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.executionStatus")
@AdditionalPrinterColumn(
    name = "Result",
    jsonPath = ".status.conditions[?(@.type==\"Succeeded\")].reason")
@AdditionalPrinterColumn(
    name = "Abandoned",
    jsonPath = ".status.abandonedActionCount",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Stage",
    jsonPath = ".status.inProgressActions[0].stage",
    priority = 1)
@AdditionalPrinterColumn(name = "Abandon At", jsonPath = ".status.abandonAt", priority = 1)
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.stops[-1:].reason", priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
@ValidationRule(
    value =
        "self.?status.?pipelineExecutionId in [optional.none(), self.spec.?pipelineExecutionId]"
            + " || has(self.spec.stageName)",
    fieldPath = ".status.pipelineExecutionId",
    reason = "FieldValueForbidden",
    message =
        "must be the execution that the spec names: this request stops no other one. Write"
            + " spec.pipelineExecutionId here, or nothing.")
@ValidationRule(
    value =
        "!has(self.spec.region)"
            + " || self.?status.?region in [optional.none(), self.spec.?region]",
    fieldPath = ".status.region",
    reason = "FieldValueForbidden",
    message =
        "must be the region that the spec names: this request stops nothing in another one. Write"
            + " spec.region here, or nothing.")
public class PipelineStopRequest
    extends CustomResource<PipelineStopRequestSpec, PipelineStopRequestStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  /** The API group of all resources of this project. */
  public static final String GROUP = "pipelinestop.dev";
}
