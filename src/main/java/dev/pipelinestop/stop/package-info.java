/**
 * The protocol of a stop, as a pure function: {@link dev.pipelinestop.stop.StopProtocol#decide}
 * takes the request as it is recorded, what was just observed and the time, and returns the status
 * to record and the one thing to do next. Nothing in here does I/O, reads a clock or knows a
 * library of Kubernetes or AWS.
 */
@NullMarked
package dev.pipelinestop.stop;

import org.jspecify.annotations.NullMarked;
