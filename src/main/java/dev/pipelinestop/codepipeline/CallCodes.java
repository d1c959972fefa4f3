package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.AwsFailure;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a call to AWS ended with, in one word. The words are a closed set, so that a metric can have
 * them as a label: whatever AWS answers, or something between.
 */
public final class CallCodes {
  static final String OK = "OK";
  static final String NOT_SENT = "NotSent";
  static final String UNREACHABLE = "Unreachable";
  static final String NO_ANSWER = "NoAnswer";
  static final String NO_CREDENTIALS = "NoCredentials";
  static final String NONSENSE = "Nonsense";
  static final String OTHER = "other";
  private static final int MAX_DEPTH = 20;

  private CallCodes() {}

  /** All of them. */
  public static SortedSet<String> all() {
    SortedSet<String> codes = new TreeSet<>(AwsErrors.known());
    codes.add(OK);
    codes.add(NOT_SENT);
    codes.add(UNREACHABLE);
    codes.add(NO_ANSWER);
    codes.add(NO_CREDENTIALS);
    codes.add(NONSENSE);
    codes.add(OTHER);
    return codes;
  }

  /** Of a call that ended with this. */
  static String of(String operation, Throwable exception) {
    return isShut(exception) ? NOT_SENT : of(Faults.failure(operation, exception));
  }

  private static boolean isShut(Throwable exception) {
    Throwable current = exception;
    for (int depth = 0; current != null && depth < MAX_DEPTH; depth++) {
      if (current instanceof StopGate.ShutException
          || current instanceof GatedRequests.ShutException) {
        return true;
      }
      current = current.getCause();
    }
    return false;
  }

  private static String of(AwsFailure failure) {
    String code = AwsErrors.plain(failure.code());
    if (AwsErrors.known().contains(code)) {
      return code;
    }
    return switch (failure.meaning()) {
      case UNREACHABLE -> UNREACHABLE;
      case NO_ANSWER -> NO_ANSWER;
      case CREDENTIALS -> NO_CREDENTIALS;
      case NONSENSE -> NONSENSE;
      case THROTTLED, BUSY, ACCESS_DENIED, INVALID -> OTHER;
    };
  }
}
