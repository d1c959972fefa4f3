package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What started the execution. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExecutionTrigger(
    @Required
        @JsonPropertyDescription("Type of the trigger, such as Webhook or StartPipelineExecution.")
        String type,
    @JsonPropertyDescription("Detail of the trigger, such as the ARN of who started it.")
        @Nullable String detail) {}
