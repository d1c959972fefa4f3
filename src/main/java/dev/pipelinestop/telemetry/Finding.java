package dev.pipelinestop.telemetry;

/**
 * What one check of the health found, in a line for a person.
 *
 * @param level whether what is checked holds
 */
public record Finding(Level level, String text) {

  /** Whether what is checked holds. */
  public enum Level {
    /** It holds. */
    OK,
    /** It holds, and there is something that a person should know. */
    NOTE,
    /** It does not hold. */
    FAILED
  }

  /** It holds. */
  public static Finding ok(String text) {
    return new Finding(Level.OK, text);
  }

  /** It holds, and there is something that a person should know. */
  public static Finding note(String text) {
    return new Finding(Level.NOTE, text);
  }

  /** It does not hold. */
  public static Finding failed(String text) {
    return new Finding(Level.FAILED, text);
  }

  boolean isFailed() {
    return level == Level.FAILED;
  }

  String line() {
    return level + ": " + text;
  }
}
