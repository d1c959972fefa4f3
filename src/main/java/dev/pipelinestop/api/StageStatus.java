package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A stage in which this execution is the latest. */
public record StageStatus(
    @Required @JsonPropertyDescription("Name of the stage.") String name,
    @Required @JsonPropertyDescription("Status of this execution in the stage, word for word.")
        String status) {}
