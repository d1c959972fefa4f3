package dev.pipelinestop.reconcile;

/** The API server did not answer. */
public final class StoreUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Without an answer because of this. */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
