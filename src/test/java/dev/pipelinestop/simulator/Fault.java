package dev.pipelinestop.simulator;

import java.time.Duration;

/**
 * Something that goes wrong with a call.
 *
 * @param applied whether the call has its effect all the same
 */
record Fault(boolean applied, Reply reply) {
  /** What the client gets. */
  sealed interface Reply {
    /** An error answer. */
    record Failure(String code, String message, int status) implements Reply {}

    /** A closed connection. */
    record Reset() implements Reply {}

    /** Nothing for a while, then a closed connection. */
    record Silence(Duration duration) implements Reply {}

    /** The right answer, cut off in the middle. */
    record Truncated() implements Reply {}

    /** Any bytes. */
    record Raw(int status, String contentType, String body) implements Reply {}

    /** The right answer, but the call is held up before it is worked on. */
    record Late(Duration duration) implements Reply {}
  }
}
