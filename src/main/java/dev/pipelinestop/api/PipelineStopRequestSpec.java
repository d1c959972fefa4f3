package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be stopped, and how.
 *
 * @param unknownFields fields of a newer definition than this operator knows, by name. They are
 *     kept because a request which has any must not be acted on: what they restrict is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription("What is to be stopped, and how. Nothing but `abandon` can be changed later.")
@ValidationRule(
    value = "self.pipelineName == oldSelf.pipelineName",
    fieldPath = ".pipelineName",
    reason = "FieldValueForbidden",
    message =
        "cannot be changed: a request is for one execution only. Create another request for"
            + " another pipeline.")
@ValidationRule(
    value = "self.pipelineExecutionId == oldSelf.pipelineExecutionId",
    fieldPath = ".pipelineExecutionId",
    reason = "FieldValueForbidden",
    message =
        "cannot be changed: a request is for one execution only. Create another request for"
            + " another execution.")
@ValidationRule(
    value =
        "has(self.reason) == has(oldSelf.reason)"
            + " && (!has(self.reason) || self.reason == oldSelf.reason)",
    fieldPath = ".reason",
    reason = "FieldValueForbidden",
    message =
        "cannot be changed, added or removed: it may have been sent to AWS already. Keep it as it"
            + " is, or create another request.")
@ValidationRule(
    value = "!oldSelf.?abandon.orValue(false) || self.?abandon.orValue(false)",
    fieldPath = ".abandon",
    reason = "FieldValueForbidden",
    message =
        "cannot be taken back: the request was escalated to abandon. Leave `abandon` out of a"
            + " manifest that is applied again and again.")
public record PipelineStopRequestSpec(
    @Required
        @Pattern("^[A-Za-z0-9.@_-]+$")
        @Size(min = 1, max = 100)
        @JsonPropertyDescription(
            "Name of the pipeline whose execution is to be stopped, as AWS CodePipeline knows it."
                + " Cannot be changed.")
        String pipelineName,
    @Required
        @Pattern(PipelineStopRequestSpec.UUID)
        @Size(min = 36, max = 36)
        @JsonPropertyDescription(
            "Id of the pipeline execution to stop: a UUID in lower case, as `aws codepipeline"
                + " list-pipeline-executions` shows it. Only this execution is ever stopped. Cannot"
                + " be changed.")
        String pipelineExecutionId,
    @JsonPropertyDescription(
            "How to stop. False, or absent: actions in progress complete, later ones do not start"
                + " (stop and wait). True: actions in progress are abandoned; what they started"
                + " outside CodePipeline goes on. May be changed from false to true, which"
                + " escalates a wait, and never back: leave it out of a manifest that is applied"
                + " again and again.")
        @Nullable Boolean abandon,
    @Size(max = 200)
        @JsonPropertyDescription(
            "Why the execution is stopped, at most 200 characters. Sent to AWS word for word and"
                + " shown there. Without it, the reason names the namespace and name of this"
                + " request. Cannot be changed.")
        @Nullable String reason,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknownFields) {

  static final String UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

  /** Keeps the map non-null and unmodifiable. */
  public PipelineStopRequestSpec {
    unknownFields = unknownFields == null ? Map.of() : Map.copyOf(unknownFields);
  }

  /** The mode that the user asks for now. */
  public StopMode wantedMode() {
    return Boolean.TRUE.equals(abandon) ? StopMode.ABANDON : StopMode.WAIT;
  }
}
