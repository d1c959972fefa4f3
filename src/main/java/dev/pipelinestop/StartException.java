package dev.pipelinestop;

/** Why the operator cannot start, in one line for a person, with the exit code that says so. */
final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private StartException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** A flag or an environment variable is wrong: starting again is no use. */
  static StartException wrongInput(String message) {
    return new StartException(message, WrongFlags.EXIT_CODE);
  }

  /** Something around the operator is in its way, and may pass. */
  static StartException obstacle(String message) {
    return new StartException(message, 1);
  }

  /** What the process is to end with. */
  int exitCode() {
    return exitCode;
  }
}
