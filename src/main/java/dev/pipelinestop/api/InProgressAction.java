package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An action of the execution that is in progress: what a wait is waiting for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InProgressAction(
    @Required @JsonPropertyDescription("Name of the stage.") String stage,
    @Required @JsonPropertyDescription("Name of the action.") String action,
    @JsonPropertyDescription("Category of the action, such as Approval, Build or Deploy.")
        @Nullable String category,
    @JsonPropertyDescription("Provider of the action, such as Manual or CodeBuild.")
        @Nullable String provider,
    @JsonFormat(shape = JsonFormat.Shape.STRING)
        @JsonPropertyDescription("When the action started.")
        @Nullable Instant since,
    @JsonPropertyDescription("Where to see what the action runs outside CodePipeline.")
        @Nullable String externalExecutionUrl) {}
