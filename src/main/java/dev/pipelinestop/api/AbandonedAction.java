package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An action of the execution that was abandoned: what may go on running outside CodePipeline. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AbandonedAction(
    @Required @JsonPropertyDescription("Name of the stage.") String stage,
    @Required @JsonPropertyDescription("Name of the action.") String action,
    @Required @JsonPropertyDescription("Id of the execution of the action.")
        String actionExecutionId,
    @JsonPropertyDescription("Provider of the action, such as CloudFormation or CodeBuild.")
        @Nullable String provider,
    @JsonPropertyDescription("Id of what the action started outside CodePipeline.")
        @Nullable String externalExecutionId,
    @JsonPropertyDescription("Where to see what the action started outside CodePipeline.")
        @Nullable String externalExecutionUrl,
    @JsonPropertyDescription("What the provider said of it last.") @Nullable String summary,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription("When the action started.")
        @Nullable Instant startedAt,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription("When CodePipeline last changed the action.")
        @Nullable Instant updatedAt) {}
