package dev.pipelinestop.telemetry;

/** What is served at one path. */
@FunctionalInterface
public interface Page {

  /** An answer, made at the moment of the question: it must not wait for anything. */
  Answer answer();

  /**
   * An answer over HTTP.
   *
   * @param type the type of its content
   */
  record Answer(int status, String type, String text) {}
}
