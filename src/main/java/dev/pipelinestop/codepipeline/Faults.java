package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonProcessingException;

/**
 * What an exception of the SDK means: an error answer of AWS, or that there was none. An Error of
 * the virtual machine counts too: where an answer is too much for the memory or the stack, what was
 * made of it is free again.
 */
final class Faults {
  private static final int MAX_DEPTH = 20;

  private static final String CHECK_ENDPOINT =
      "; check the region, AWS_ENDPOINT_URL and the network";
  private static final String TOO_MUCH =
      "; the answer is too much for the memory of the operator: perhaps not AWS answered, but"
          + " something between";
  private static final String CHECK_CREDENTIALS =
      "; check the operator's service account, role and credentials";

  private static final Pattern NOT_CONFIGURED =
      Pattern.compile(
          "must be set|are set|must be specified|Unable to load credentials from system settings"
              + "|Profile file contained no credentials|Failed to load credentials from IMDS"
              + "|IMDS credentials have been disabled|metadata service");

  /**
   * What a provider of credentials says of itself before it says what is wrong: all profiles, for
   * one, which would leave no room for the cause.
   */
  private static final Pattern HOW_IT_IS_SET =
      Pattern.compile("^(\\w+CredentialsProvider)\\(.*?\\): ", Pattern.DOTALL);

  /** A kind of exception, and what it means. */
  private record Kind(Class<? extends Throwable> type, Meaning meaning, String hint) {}

  /** The first that fits counts, so what is special comes before what is general. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind(ApiCallTimeoutException.class, Meaning.NO_ANSWER, ""),
          new Kind(ApiCallAttemptTimeoutException.class, Meaning.NO_ANSWER, ""),
          new Kind(AbortedException.class, Meaning.NO_ANSWER, ""),
          new Kind(
              ConnectionPoolTimeoutException.class,
              Meaning.UNREACHABLE,
              "; all connections of the operator are in use"),
          new Kind(ConnectTimeoutException.class, Meaning.UNREACHABLE, CHECK_ENDPOINT),
          new Kind(ConnectException.class, Meaning.UNREACHABLE, CHECK_ENDPOINT),
          new Kind(NoRouteToHostException.class, Meaning.UNREACHABLE, CHECK_ENDPOINT),
          new Kind(UnknownHostException.class, Meaning.UNREACHABLE, CHECK_ENDPOINT),
          new Kind(
              SSLHandshakeException.class,
              Meaning.UNREACHABLE,
              "; check AWS_ENDPOINT_URL, certificates and proxies"),
          new Kind(
              SSLPeerUnverifiedException.class,
              Meaning.UNREACHABLE,
              "; check AWS_ENDPOINT_URL, certificates and proxies"),
          new Kind(AnswerBound.AnswerTooLargeException.class, Meaning.NONSENSE, ""),
          new Kind(VirtualMachineError.class, Meaning.NONSENSE, TOO_MUCH),
          // An IOException too, but one about what was read.
          new Kind(JsonProcessingException.class, Meaning.NONSENSE, ""),
          new Kind(IOException.class, Meaning.NO_ANSWER, ""));

  private Faults() {}

  /** The failure that an exception of the SDK is. */
  static AwsFailure failure(String operation, Throwable exception) {
    Throwable current = exception;
    for (int depth = 0; current != null && depth < MAX_DEPTH; depth++) {
      if (current instanceof CredentialsException credentials) {
        return credentialsFailure(operation, credentials);
      }
      if (current instanceof AwsServiceException answer) {
        return AwsErrors.failure(operation, answer);
      }
      for (Kind kind : KINDS) {
        if (kind.type().isInstance(current)) {
          return new AwsFailure(
              operation, name(current), message(current, kind.hint()), kind.meaning());
        }
      }
      current = current.getCause();
    }
    if (isChain(exception.getMessage())) {
      return credentialsFailure(
          operation, new CredentialsException(String.valueOf(exception.getMessage()), exception));
    }
    // What is left is about an answer that the SDK could not make sense of. Its message is not
    // shown: it can quote the answer.
    return new AwsFailure(
        operation,
        name(exception),
        "the answer could not be understood: perhaps not AWS answered, but something between",
        Meaning.NONSENSE);
  }

  /**
   * What credentials failed with is about another call (STS, the metadata service), and this call
   * was not sent. Only what passes by itself is told from what a person has to mend.
   */
  private static AwsFailure credentialsFailure(String operation, CredentialsException exception) {
    Meaning meaning = Meaning.CREDENTIALS;
    if (exception.getCause() instanceof AwsServiceException answer) {
      Meaning cause = AwsErrors.meaning(AwsErrors.code(answer), answer.statusCode());
      meaning =
          switch (cause) {
            case THROTTLED -> Meaning.THROTTLED;
            case NO_ANSWER, BUSY -> Meaning.UNREACHABLE;
            default -> Meaning.CREDENTIALS;
          };
    }
    String said = "no credentials: " + telling(exception.getMessage());
    return new AwsFailure(
        operation, "NoCredentials", OneLine.of(said, said, CHECK_CREDENTIALS), meaning);
  }

  private static boolean isChain(@Nullable String message) {
    return message != null && message.startsWith("Unable to load credentials from any");
  }

  /**
   * Of what the default chain says, the part that tells something: it first lists its providers and
   * then what each of them said, most of which is that it is not configured.
   */
  private static String telling(@Nullable String message) {
    if (message == null || !isChain(message)) {
      return String.valueOf(message);
    }
    String said = message.substring(message.lastIndexOf(" : [") + 1);
    String rest =
        Arrays.stream(said.split("(?=\\b\\w+CredentialsProvider\\()"))
            .filter(each -> each.contains("CredentialsProvider("))
            .filter(each -> !NOT_CONFIGURED.matcher(each).find())
            .map(each -> HOW_IT_IS_SET.matcher(each).replaceFirst("$1: "))
            .collect(Collectors.joining())
            .replaceFirst("[,\\] ]+$", "");
    return rest.isEmpty() ? "none are configured" : rest;
  }

  private static String name(Throwable throwable) {
    return throwable.getClass().getSimpleName();
  }

  private static String message(Throwable throwable, String hint) {
    String said = throwable.getMessage();
    String text =
        switch (throwable) {
          // Says the name of the host and nothing else.
          case UnknownHostException unknown -> "unknown host " + said;
          // Says nothing at all, or which stream of the JDK it was.
          case EOFException end -> "the answer ends in the middle";
          default -> said;
        };
    return OneLine.of(text, name(throwable), hint);
  }
}
