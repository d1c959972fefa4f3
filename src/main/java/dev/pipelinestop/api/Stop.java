package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The stop of an execution in one mode: the intent, its last attempt and what came of it. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Stop(
    @Required @JsonPropertyDescription("Mode of this stop: Wait or Abandon.") StopMode mode,
    @Required
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription("When the intent was first recorded, before anything was sent.")
        Instant recordedAt,
    @Required
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription("When the last attempt was recorded.")
        Instant attemptedAt,
    @Required @JsonPropertyDescription("Number of attempts so far.") int attempts,
    @Required
        @JsonPropertyDescription(
            "Identity of the last attempt. Only the process that recorded it may send it, once.")
        String attemptId,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription(
            "When the outcome of the last attempt became known. Absent while it may be under way.")
        @Nullable Instant answeredAt,
    @JsonPropertyDescription(
            "What is known of the last attempt: Accepted, AlreadyStopping, NotStoppable, Refused or"
                + " Unknown.")
        @Nullable StopOutcome outcome,
    @Required @JsonPropertyDescription("The reason that is sent to AWS with this stop.")
        String reason)
    implements StopBuilder.With {}
