package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequestStatus;

/**
 * What the protocol decided.
 *
 * @param status what is to be recorded before the next step; equal to the recorded one if nothing
 *     is
 * @param next the one thing to do next
 */
public record Decision(PipelineStopRequestStatus status, NextStep next) {}
