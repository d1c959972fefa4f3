package dev.pipelinestop.fuzz;

/** What a person must read of an answer that cannot be used. */
final class Complaints {
  static final String UNREADABLE =
      "could not be understood|Unexpected|Unrecognized|Illegal|Invalid|invalid|expected|expecting"
          + "|exceeds|GZIP|ZLIB";
  static final String CUT = "Connection reset|ends in the middle";
  static final String LARGE = "larger than 16 MiB";

  private Complaints() {}

  /** Of an answer that can be read and says nothing. */
  static String nothingIn(String operation) {
    return switch (operation) {
      case "GetPipelineExecution" -> "the answer is not about this execution";
      case "GetPipelineState" -> "the answer is not about this pipeline";
      case "ListActionExecutions", "ListPipelineExecutions" -> "the answer has no list";
      case "StopPipelineExecution" -> "the answer does not name the execution";
      default -> "the answer names no account";
    };
  }

  /** Of an answer without any body. */
  static String emptyBodyOf(String operation) {
    return nothingIn(operation) + "|" + UNREADABLE;
  }
}
