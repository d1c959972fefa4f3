package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be stopped, and how.
 *
 * @param unknownFields fields of a newer definition than this operator knows, by name. They are
 *     kept because a request which has any must not be acted on: what they restrict is not known
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription(
    "What is to be stopped, and how. Only `abandon` and `ttlSecondsAfterFinished` can be changed"
        + " later.")
@ValidationRule(
    value = "has(self.pipelineExecutionId) != has(self.stageName)",
    fieldPath = ".pipelineExecutionId",
    reason = "FieldValueForbidden",
    message =
        "exactly one of pipelineExecutionId and stageName must be set: they say what is stopped."
            + " Write the id of the execution, or the stage that it is in.")
@ValidationRule(
    value = "has(self.pipelineExecutionId) == has(oldSelf.pipelineExecutionId)",
    fieldPath = ".pipelineExecutionId",
    reason = "FieldValueForbidden",
    message = PipelineStopRequestSpec.OTHER_EXECUTION)
@ValidationRule(
    value = "has(self.stageName) == has(oldSelf.stageName)",
    fieldPath = ".stageName",
    reason = "FieldValueForbidden",
    message = PipelineStopRequestSpec.OTHER_STAGE)
@ValidationRule(
    value = "!has(self.stageName) || has(self.notAfter)",
    fieldPath = ".notAfter",
    reason = "FieldValueForbidden",
    message =
        "must be set together with stageName: by and by another execution is in that stage. Write"
            + " until when the first stop may be sent, some minutes from now.")
@ValidationRule(
    value = "has(self.reason) == has(oldSelf.reason)",
    fieldPath = ".reason",
    reason = "FieldValueForbidden",
    message = PipelineStopRequestSpec.OTHER_REASON)
@ValidationRule(
    value = "self.?abandon.orValue(false) || !oldSelf.?abandon.orValue(false)",
    fieldPath = ".abandon",
    reason = "FieldValueForbidden",
    message =
        "cannot be taken back: the request was escalated to abandon. Leave `abandon` out of a"
            + " manifest that is applied again and again.")
@ValidationRule(
    value = "has(self.abandonAfter) == has(oldSelf.abandonAfter)",
    fieldPath = ".abandonAfter",
    reason = "FieldValueForbidden",
    message = PipelineStopRequestSpec.OTHER_DEADLINE)
@ValidationRule(
    value = "has(self.notAfter) == has(oldSelf.notAfter)",
    fieldPath = ".notAfter",
    reason = "FieldValueForbidden",
    message = PipelineStopRequestSpec.OTHER_END)
@ValidationRule(
    value = "self.?dryRun.orValue(false) == oldSelf.?dryRun.orValue(false)",
    fieldPath = ".dryRun",
    reason = "FieldValueForbidden",
    message =
        "cannot be changed: a dry run never becomes a stop. Create another request to stop the"
            + " execution.")
@ValidationRule(
    value = "has(self.region) == has(oldSelf.region)",
    fieldPath = ".region",
    reason = "FieldValueForbidden",
    message = PipelineStopRequestSpec.OTHER_REGION)
@ValidationRule(
    value = "!has(self.ttlSecondsAfterFinished) || has(self.notAfter)",
    fieldPath = ".ttlSecondsAfterFinished",
    reason = "FieldValueForbidden",
    message =
        "ttlSecondsAfterFinished must be used with notAfter: until then, what Git creates again"
            + " after the deletion would stop the execution again. Leave it out, or create another"
            + " request with both.")
public record PipelineStopRequestSpec(
    @Required
        @Pattern("^[A-Za-z0-9.@_-]+$")
        @Size(min = 1, max = 100)
        @JsonPropertyDescription(
            "Name of the pipeline whose execution is to be stopped, as AWS CodePipeline knows it."
                + " Cannot be changed.")
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message =
                "cannot be changed: a request is for one execution only. Create another request for"
                    + " another pipeline.")
        String pipelineName,
    @Pattern(PipelineStopRequestSpec.UUID)
        @Size(min = 36, max = 36)
        @JsonPropertyDescription(
            "Id of the pipeline execution to stop: a UUID in lower case, as `aws codepipeline"
                + " list-pipeline-executions` shows it. Only this execution is ever stopped. Either"
                + " this or `stageName` is needed. Cannot be changed.")
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestSpec.OTHER_EXECUTION)
        @Nullable String pipelineExecutionId,
    @Pattern("^[A-Za-z0-9.@_-]+$")
        @Size(min = 1, max = 100)
        @JsonPropertyDescription(
            "Name of a stage, instead of `pipelineExecutionId`: stops the execution that is in this"
                + " stage when the request is first seen, which is then fixed in"
                + " `status.pipelineExecutionId`. Needs `notAfter`. Cannot be changed.")
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestSpec.OTHER_STAGE)
        @Nullable String stageName,
    @JsonPropertyDescription(
            "How to stop. False, or absent: actions in progress complete, later ones do not start"
                + " (stop and wait). True: actions in progress are abandoned; what they started"
                + " outside CodePipeline goes on. May be changed from false to true, which"
                + " escalates a wait, and never back: leave it out of a manifest that is applied"
                + " again and again.")
        @Nullable Boolean abandon,
    @Size(max = 20)
        @JsonPropertyDescription(
            "How long a wait may take, such as 90s, 10m or 1h30m. If the execution is not stopped"
                + " by then, counted from the moment when AWS accepted the wait, its actions in"
                + " progress are abandoned. Without it only `abandon` does that. Cannot be"
                + " changed.")
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestSpec.OTHER_DEADLINE)
        @ValidationRule(
            value =
                "self != '' && self.matches("
                    + PipelineStopRequestSpec.DURATION
                    + ") && duration(self) > duration('0s')",
            reason = "FieldValueForbidden",
            message =
                "must be a duration of more than nothing in hours, minutes and seconds. Write for"
                    + " example 90s, 10m or 1h30m.")
        @Nullable String abandonAfter,
    @Size(max = 200)
        @JsonPropertyDescription(
            "Why the execution is stopped, at most 200 characters. Sent to AWS word for word and"
                + " shown there. Without it, the reason names the namespace and name of this"
                + " request. Cannot be changed.")
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestSpec.OTHER_REASON)
        @Nullable String reason,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Pattern(PipelineStopRequestSpec.TIME)
        @JsonPropertyDescription(
            "Until when the first stop may be sent, such as 2026-11-24T18:00:00Z. A request that"
                + " had no stop accepted by then expires and does nothing more; a stop in effect is"
                + " seen to its end. Without it, one hour after creation, unless the operator is"
                + " started with another --default-not-after. Cannot be changed.")
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestSpec.OTHER_END)
        @Nullable Instant notAfter,
    @JsonPropertyDescription(
            "True: find the execution, report what is in progress and what a stop would do now, and"
                + " finish. Nothing is ever sent. Cannot be changed.")
        @Nullable Boolean dryRun,
    @Pattern(PipelineStopRequestSpec.REGION)
        @Size(min = 4, max = 32)
        @JsonPropertyDescription(
            "AWS region of the pipeline, such as eu-central-1. Without it, the region that the"
                + " operator works in when it first looks. Cannot be changed.")
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestSpec.OTHER_REGION)
        @Nullable String region,
    @Min(0)
        @Max(PipelineStopRequestSpec.LONGEST_TTL)
        @JsonPropertyDescription(
            "How many seconds after its end this request is deleted, a year at most, but no"
                + " earlier than notAfter, which it needs: what Git creates again is expired then"
                + " and stops nothing. Without it the request stays. May be changed, added and"
                + " removed at any time.")
        @Nullable Integer ttlSecondsAfterFinished,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknownFields)
    implements PipelineStopRequestSpecBuilder.With {

  static final String OTHER_REGION =
      "cannot be changed, added or removed: a request is for one execution only. Create another"
          + " request for another region.";
  static final String OTHER_END =
      "cannot be changed, added or removed: a stop is for now. Create another request to stop the"
          + " execution later.";
  static final String OTHER_DEADLINE =
      "cannot be changed, added or removed: the wait may be counting already. Set `abandon` to"
          + " true to abandon now, or create another request.";
  static final String OTHER_REASON =
      "cannot be changed, added or removed: it may have been sent to AWS already. Keep it as it"
          + " is, or create another request.";
  static final String OTHER_STAGE =
      "cannot be changed, added or removed: a request is for one execution only. Create another"
          + " request for another stage.";
  static final String OTHER_EXECUTION =
      "cannot be changed, added or removed: a request is for one execution only. Create another"
          + " request for another execution.";
  static final String UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

  /** A literal of CEL. It takes less than Java does, so that whatever is taken can be read. */
  static final String DURATION = "'^([0-9]{1,4}h)?([0-9]{1,5}m)?([0-9]{1,6}s)?$'";

  /**
   * What the name of an AWS region looks like: that of every region of every partition of AWS, and
   * of no host that is somebody else's.
   */
  public static final String REGION = "^[a-z]+(-[a-z0-9]+)*-[0-9]+$";

  /** A year, in seconds. */
  static final int LONGEST_TTL = 31_536_000;

  /** Narrower than what the API server calls date-time, some of which Java cannot read. */
  static final String TIME =
      "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?"
          + "(Z|[+-](0[0-9]|1[0-7]):[0-5][0-9])$";

  /** Keeps the map non-null and unmodifiable. */
  public PipelineStopRequestSpec {
    unknownFields = unknownFields == null ? Map.of() : Map.copyOf(unknownFields);
  }

  /** The mode that the user asks for now. */
  public StopMode wantedMode() {
    return Boolean.TRUE.equals(abandon) ? StopMode.ABANDON : StopMode.WAIT;
  }

  /** True if the user only wants to know what a stop would do. */
  public boolean onlyReports() {
    return Boolean.TRUE.equals(dryRun);
  }

  /** How long a wait may take before it is escalated; empty if only a person does that. */
  public Optional<Duration> longestWait() {
    return Optional.ofNullable(abandonAfter).map(text -> Duration.parse("PT" + text));
  }
}
