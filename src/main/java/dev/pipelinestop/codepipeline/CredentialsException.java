package dev.pipelinestop.codepipeline;

/** No credentials could be obtained, so the call that needed them was not sent. */
final class CredentialsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CredentialsException(String message, Throwable cause) {
    super(message, cause);
  }
}
