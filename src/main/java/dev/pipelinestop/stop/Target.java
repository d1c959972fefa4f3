package dev.pipelinestop.stop;

/** The one pipeline execution that a request is about. */
public record Target(String pipelineName, String pipelineExecutionId) implements Subject {}
