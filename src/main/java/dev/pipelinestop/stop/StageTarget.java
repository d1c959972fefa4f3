package dev.pipelinestop.stop;

import org.jspecify.annotations.Nullable;

/**
 * A stage of which it is not known yet which execution is in it.
 *
 * @param region the AWS region that it is in; null for the operator's
 */
public record StageTarget(String pipelineName, String stageName, @Nullable String region)
    implements Subject {}
