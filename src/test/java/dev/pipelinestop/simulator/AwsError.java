package dev.pipelinestop.simulator;

/** An error answer of AWS: the code as it stands in {@code __type}. */
final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;

  AwsError(String code, String message, int status) {
    super(message, null, false, false);
    this.code = code;
    this.status = status;
  }

  /** CodePipeline answers nearly everything with 400. */
  AwsError(String code, String message) {
    this(code, message, 400);
  }

  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  int status() {
    return status;
  }
}
