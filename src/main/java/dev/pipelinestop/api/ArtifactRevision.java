package dev.pipelinestop.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A source revision that the execution runs on. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ArtifactRevision(
    @JsonPropertyDescription("Name of the artifact.") @Nullable String name,
    @JsonPropertyDescription("Id of the revision, such as a commit.") @Nullable String revisionId,
    @JsonPropertyDescription("Summary of the revision, such as a commit message.")
        @Nullable String summary,
    @JsonPropertyDescription("Where to see the revision.") @Nullable String url) {}
