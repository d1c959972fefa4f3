package dev.pipelinestop.stop;

/** A stage of which it is not known yet which execution is in it. */
public record StageTarget(String pipelineName, String stageName) implements Subject {}
