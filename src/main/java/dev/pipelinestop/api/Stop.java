package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The stop of an execution in one mode: the intent, its last attempt and what came of it. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "self.attempts == oldSelf.attempts ? self.attemptId == oldSelf.attemptId"
            + " : self.attemptId != oldSelf.attemptId",
    fieldPath = ".attemptId",
    reason = "FieldValueForbidden",
    message =
        "changes with the number of attempts and only then: no attempt is sent twice. Leave it as"
            + " it is.")
@ValidationRule(
    value = "self.attempts != oldSelf.attempts || self.attemptedAt == oldSelf.attemptedAt",
    fieldPath = ".attemptedAt",
    reason = "FieldValueForbidden",
    message = "changes only with the number of attempts. Leave it as it is.")
@ValidationRule(
    value =
        "!has(oldSelf.outcome) || oldSelf.outcome != 'Accepted' || (has(self.outcome)"
            + " && self.outcome == 'Accepted' && self.attempts == oldSelf.attempts)",
    fieldPath = ".outcome",
    reason = "FieldValueForbidden",
    message =
        "AWS accepted this stop: that cannot be changed, and there is no further attempt. Leave it"
            + " as it is.")
public record Stop(
    @Required @JsonPropertyDescription("Mode of this stop: Wait or Abandon.") StopMode mode,
    @Required
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription("When the intent was first recorded, before anything was sent.")
        @ValidationRule(
            value = "self == oldSelf",
            reason = "FieldValueForbidden",
            message = "cannot be changed: the intent was recorded once. Leave it as it is.")
        Instant recordedAt,
    @Required
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription("When the last attempt was recorded.")
        Instant attemptedAt,
    @Required
        @Min(1)
        @JsonPropertyDescription("Number of attempts so far.")
        @ValidationRule(
            value = "self >= oldSelf",
            reason = "FieldValueForbidden",
            message =
                "cannot decrease: attempts that were recorded were perhaps sent. Leave it as it"
                    + " is.")
        int attempts,
    @Required
        @JsonPropertyDescription(
            "Identity of the last attempt. Only the process that recorded it may send it, once.")
        @Size(min = 1, max = 64)
        String attemptId,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription(
            "When the outcome of the last attempt became known. Absent while it may be under way.")
        @Nullable Instant answeredAt,
    @JsonPropertyDescription(
            "What is known of the last attempt: Accepted, AlreadyStopping, NotStoppable, Refused or"
                + " Unknown.")
        @Nullable StopOutcome outcome,
    @Required
        @Size(max = 200)
        @JsonPropertyDescription("The reason that is sent to AWS with this stop.")
        String reason)
    implements StopBuilder.With {}
