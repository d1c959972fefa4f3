package dev.pipelinestop.stop;

/** What ListPipelineExecutions says of whether, and why, an execution was asked to stop. */
public sealed interface StopTrigger {

  /** AWS shows no stop trigger for the execution, or does not list it. */
  record None() implements StopTrigger {}

  /**
   * Somebody, perhaps we, asked for a stop.
   *
   * @param reason the reason given, empty if there was none
   */
  record Present(String reason) implements StopTrigger {}
}
