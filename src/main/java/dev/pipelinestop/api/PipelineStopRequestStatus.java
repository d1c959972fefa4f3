package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the stop is. Written only by the operator, always with the resourceVersion that it was
 * computed from.
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription(
    "How far the stop is. Written by the operator only; what was recorded of a stop cannot be"
        + " changed or removed.")
@ValidationRule(
    value =
        "!has(oldSelf.conditions) || has(self.conditions)"
            + " && (has(self.stops) || !has(oldSelf.stops) || oldSelf.stops.size() == 0)"
            + " && (has(self.account) || !has(oldSelf.account))"
            + " && (has(self.region) || !has(oldSelf.region))"
            + " && (has(self.pipelineExecutionId) || !has(oldSelf.pipelineExecutionId))"
            + " && (!has(oldSelf.stageResolvedAt) || has(self.stageResolvedAt))"
            + " && (!has(oldSelf.stoppingSince) || has(self.stoppingSince))"
            + " && (!has(oldSelf.settledSince) || has(self.settledSince))"
            + " && (!has(oldSelf.finishedAt) || has(self.finishedAt))",
    reason = "FieldValueForbidden",
    message = PipelineStopRequestStatus.RECORDED)
@ValidationRule(
    value =
        "!(has(oldSelf.settledSince) || has(oldSelf.finishedAt)) || !has(self.stops)"
            + " || self.stops.all(s, has(oldSelf.stops) && oldSelf.stops.exists(o,"
            + " o.mode == s.mode && o.attempts == s.attempts))",
    fieldPath = ".stops",
    reason = "FieldValueForbidden",
    message =
        "no attempt can be added: the execution was seen at its end, or this request is finished."
            + " Create another request for another stop.")
public record PipelineStopRequestStatus(
    @JsonPropertyDescription(
            "The generation of the spec that this status was computed from; -1 until the operator"
                + " has looked.")
        @Min(-1)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("AWS account of the execution.")
        @Pattern("^[0-9]{12}$")
        @Size(min = 12, max = 12)
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestStatus.PINNED)
        @Nullable String account,
    @JsonPropertyDescription("AWS region of the execution.")
        @Pattern(PipelineStopRequestSpec.REGION)
        @Size(min = 4, max = 32)
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestStatus.PINNED)
        @Nullable String region,
    @JsonPropertyDescription(
            "The one execution that this request may stop, fixed before any stop is sent.")
        @Pattern(PipelineStopRequestSpec.UUID)
        @Size(min = 36, max = 36)
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestStatus.PINNED)
        @Nullable String pipelineExecutionId,
    @JsonPropertyDescription("Status of the execution, word for word as AWS reports it.")
        @Nullable String executionStatus,
    @JsonPropertyDescription("AWS's summary of the status of the execution.")
        @Nullable String executionStatusSummary,
    @JsonPropertyDescription("Version of the pipeline that the execution runs.")
        @Nullable Integer pipelineVersion,
    @JsonPropertyDescription("SUPERSEDED, QUEUED or PARALLEL.") @Nullable String executionMode,
    @JsonPropertyDescription("STANDARD or ROLLBACK.") @Nullable String executionType,
    @JsonPropertyDescription("What started the execution.") @Nullable ExecutionTrigger trigger,
    @JsonPropertyDescription("The source revisions that the execution runs on, at most 100.")
        @Size(max = 100)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<ArtifactRevision> artifactRevisions,
    @JsonPropertyDescription(
            "The reason that AWS holds for a stop of this execution, whoever asked for it.")
        @JsonInclude(JsonInclude.Include.NON_NULL) // A stop without a reason has an empty one.
        @Nullable String stopTriggerReason,
    @JsonPropertyDescription("The stops that were asked of AWS, one for each mode, in that order.")
        @Size(max = 2)
        @ValidationRule(
            value = "oldSelf.all(o, self.exists(s, s.mode == o.mode))",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestStatus.STOPS)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Stop> stops,
    @JsonPropertyDescription(
            "The stages in which this execution is the latest. Empty for a pipeline in PARALLEL"
                + " mode, where AWS does not show them.")
        @Size(max = 100)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<StageStatus> stages,
    @JsonPropertyDescription("The actions in progress: what a wait is waiting for, at most 100.")
        @Size(max = 100)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<InProgressAction> inProgressActions,
    @JsonPropertyDescription("Number of actions in progress, those not listed included.") @Min(0)
        @Nullable Integer inProgressActionCount,
    @JsonPropertyDescription(
            "The actions that were abandoned, at most 100. What they started outside CodePipeline"
                + " may go on.")
        @Size(max = 100)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<AbandonedAction> abandonedActions,
    @JsonPropertyDescription("Number of abandoned actions, those not listed included.") @Min(0)
        @Nullable Integer abandonedActionCount,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription(
            "When it was found out which execution is in the stage (stageName). That is done once.")
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestStatus.SINCE)
        @Nullable Instant stageResolvedAt,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription(
            "Since when AWS has not found the execution; it is given some time to appear, 60"
                + " seconds by default.")
        @Nullable Instant notFoundSince,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription(
            "Since when the execution is being stopped: when AWS accepted the wait, else when"
                + " Stopping was first seen.")
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestStatus.SINCE)
        @Nullable Instant stoppingSince,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription(
            "When the wait is escalated to abandon by itself, if the execution is not stopped by"
                + " then (abandonAfter). Absent once that is done or can no longer happen.")
        @Nullable Instant abandonAt,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription(
            "When the execution was first seen in progress again after a stop took effect.")
        @Nullable Instant resumedSince,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription(
            "When the execution was first seen at its end. No stop is sent after it.")
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestStatus.SINCE)
        @Nullable Instant settledSince,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription(
            "When this request finished, whatever its result: wait for this one, then read the"
                + " condition Succeeded.")
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestStatus.FINISHED)
        @Nullable Instant finishedAt,
    @JsonPropertyDescription(
            "Succeeded, Stopped, Ready, and while they are true Reconciling or Stalled.")
        @Size(max = 8)
        @ValidationRule(
            value =
                "oldSelf.all(o, o.type != 'Succeeded' || o.status == 'Unknown' || self.exists(c,"
                    + " c.type == o.type && c.status == o.status && c.reason == o.reason))",
            reason = "FieldValueForbidden",
            message = PipelineStopRequestStatus.RESULT)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Condition> conditions)
    implements PipelineStopRequestStatusBuilder.With {

  /**
   * Every status of the operator has conditions, so that where there are none nothing is to be
   * kept. One rule, because an API server copies the schema of a whole object for every field that
   * a rule asks for.
   */
  static final String RECORDED =
      "what was recorded cannot be removed: conditions, stops, account, region,"
          + " pipelineExecutionId, stageResolvedAt, stoppingSince, settledSince and finishedAt"
          + " stay. Without them a stop could be sent again: keep them, or delete the whole"
          + " request.";

  static final String PINNED =
      "cannot be changed once it is set: it says which execution this request may stop."
          + " Create another request for another one.";
  static final String SINCE =
      "cannot be changed once it is set: deadlines count from it. Leave it as it is.";
  static final String FINISHED =
      "the request is finished. Create another request for another stop.";
  static final String RESULT =
      "status and reason of a terminal Succeeded cannot be changed or removed: " + FINISHED;
  static final String STOPS =
      "an entry cannot be removed: without it the stop would be sent again. Keep the recorded"
          + " stops, or delete the whole request.";

  /** Makes absent lists empty ones, and all of them unmodifiable. */
  public PipelineStopRequestStatus {
    artifactRevisions = orEmpty(artifactRevisions);
    stops = orEmpty(stops);
    stages = orEmpty(stages);
    inProgressActions = orEmpty(inProgressActions);
    abandonedActions = orEmpty(abandonedActions);
    conditions = orEmpty(conditions);
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** A status in which nothing is known yet. */
  public static PipelineStopRequestStatus empty() {
    return PipelineStopRequestStatusBuilder.builder().build();
  }

  /** The stop in this mode, if one was ever recorded. */
  public Optional<Stop> stop(StopMode mode) {
    return stops.stream().filter(stop -> stop.mode() == mode).findFirst();
  }

  /** The condition of this type, if there is one. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }
}
