package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What an error code of AWS means: the only place that knows error codes.
 *
 * <p>The code decides, not the HTTP status: AWS has moved codes to other statuses (Conflict was 400
 * and is 409 in newer models). The documented codes are those of the service model of CodePipeline
 * (2015-07-09) and the common errors of its API reference; the spellings of throttling and of a
 * wrong clock are those that the SDK itself retries.
 */
final class AwsErrors {
  /** AWS does not know the pipeline. */
  static final String PIPELINE_NOT_FOUND = "PipelineNotFoundException";

  /** AWS knows the pipeline, but not the execution. */
  static final String EXECUTION_NOT_FOUND = "PipelineExecutionNotFoundException";

  /** The execution is stopping already. */
  static final String DUPLICATED_STOP = "DuplicatedStopRequestException";

  /** The execution cannot be stopped now. */
  static final String NOT_STOPPABLE = "PipelineExecutionNotStoppableException";

  /**
   * The code of an error for which AWS gave none, so that AWS itself perhaps never saw the call.
   */
  static final String NO_CODE = "NoErrorCode";

  private static final int MAX_CODE = 100;
  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

  /** By code without "Exception" or "Fault" at its end: AWS uses both spellings of most. */
  private static final Map<String, Meaning> MEANINGS = meanings();

  private AwsErrors() {}

  private static Map<String, Meaning> meanings() {
    Map<Meaning, Set<String>> codes =
        Map.of(
            Meaning.THROTTLED,
            Set.of(
                "Throttling",
                "Throttled",
                "RequestThrottled",
                "EC2Throttled",
                "RequestLimitExceeded",
                "TooManyRequests",
                "SlowDown",
                "BandwidthLimitExceeded",
                "PriorRequestNotComplete",
                "LimitExceeded",
                "ConcurrentPipelineExecutionsLimitExceeded",
                "ProvisionedThroughputExceeded"),
            Meaning.BUSY,
            Set.of(
                "Conflict",
                "ConcurrentModification",
                "OperationAborted",
                "TransactionInProgress",
                // A stop makes answers of these two. Elsewhere they do not occur.
                "DuplicatedStopRequest",
                "PipelineExecutionNotStoppable"),
            Meaning.ACCESS_DENIED,
            Set.of(
                "AccessDenied",
                "NotAuthorized",
                "Unauthorized",
                "UnauthorizedOperation",
                "UnauthorizedAccess",
                "Forbidden",
                "KMSAccessDenied"),
            Meaning.CREDENTIALS,
            Set.of(
                "ExpiredToken",
                "TokenRefreshRequired",
                "InvalidToken",
                "UnrecognizedClient",
                "InvalidClientTokenId",
                "InvalidAccessKeyId",
                "InvalidSignature",
                "SignatureDoesNotMatch",
                "IncompleteSignature",
                "MissingAuthenticationToken",
                "RequestExpired",
                "RequestTimeTooSkewed",
                "RequestInTheFuture",
                "AuthFailure",
                "OptInRequired",
                "SubscriptionRequired",
                "AccountProblem",
                "NotSignedUp",
                "PendingVerification",
                "RegionDisabled",
                // AssumeRoleWithWebIdentity, which the credentials of a service account rest on.
                "IDPRejectedClaim",
                "InvalidIdentityToken"),
            Meaning.INVALID,
            Set.of(
                "Validation",
                "ValidationError",
                "PipelineNotFound",
                "PipelineExecutionNotFound",
                "InvalidParameterValue",
                "InvalidParameterCombination",
                "InvalidParameter",
                "MissingParameter",
                "InvalidQueryParameter",
                "MalformedQueryString",
                "InvalidAction",
                "MissingAction",
                "InvalidRequest",
                "MalformedHttpRequest",
                "Serialization",
                "UnknownOperation",
                "UnsupportedOperation",
                "NotAcceptable",
                "RequestEntityTooLarge"),
            Meaning.NO_ANSWER,
            Set.of(
                "InternalFailure",
                "InternalError",
                "InternalServerError",
                "InternalServer",
                "InternalService",
                "InternalServiceError",
                "Internal",
                "ServiceUnavailable",
                "ServiceFailure",
                "Service",
                "Unavailable",
                "ServerInternal",
                "IDPCommunicationError",
                "RequestAborted",
                "RequestTimeout"),
            Meaning.NONSENSE,
            // The token was AWS's own: reading the list again from its beginning gets another.
            Set.of("InvalidNextToken"));
    Map<String, Meaning> byCode = new HashMap<>();
    codes.forEach((meaning, of) -> of.forEach(code -> byCode.put(code, meaning)));
    return Map.copyOf(byCode);
  }

  /** The codes whose meaning is known, {@link #plain}. */
  static Set<String> known() {
    return MEANINGS.keySet();
  }

  /** The code without what AWS sometimes puts at its end. */
  static String plain(String code) {
    return code.replaceFirst("(Exception|Fault)$", "");
  }

  /**
   * What an error answer means.
   *
   * @param code as {@link #code} gives it
   * @param httpStatus decides only where the code is not known
   */
  static Meaning meaning(String code, int httpStatus) {
    Meaning known = MEANINGS.get(plain(code));
    if (known != null) {
      return known;
    }
    if (httpStatus == 429) {
      return Meaning.THROTTLED;
    }
    if (httpStatus >= 500) {
      return Meaning.NO_ANSWER;
    }
    return httpStatus >= 400 && !code.equals(NO_CODE) ? Meaning.INVALID : Meaning.NONSENSE;
  }

  /**
   * The error code of an answer, without what some protocols put before and after it, or {@link
   * #NO_CODE}.
   */
  static String code(AwsServiceException answer) {
    @Nullable String raw =
        answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    if (raw == null) {
      return NO_CODE;
    }
    String code = raw.substring(raw.lastIndexOf('#') + 1).split(":", 2)[0].strip();
    return code.length() <= MAX_CODE && CODE.matcher(code).matches() ? code : NO_CODE;
  }

  /** The failure that an error answer is. */
  static AwsFailure failure(String operation, AwsServiceException answer) {
    String code = code(answer);
    Meaning meaning = meaning(code, answer.statusCode());
    if (code.equals(NO_CODE)) {
      String message =
          "HTTP status "
              + answer.statusCode()
              + " without an error code of AWS: perhaps not AWS answered, but something between";
      return new AwsFailure(operation, code, message, meaning);
    }
    @Nullable String said = answer.awsErrorDetails().errorMessage();
    String hint = meaning == Meaning.CREDENTIALS ? hint(code) : "";
    String message = OneLine.of(said, "HTTP status " + answer.statusCode(), hint);
    return new AwsFailure(operation, code, message, meaning);
  }

  private static String hint(String code) {
    return switch (code) {
      case "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture" ->
          "; check the clock of the node";
      case "OptInRequired", "RegionDisabledException", "SubscriptionRequiredException" ->
          "; check that the account uses this service in this region";
      default -> "; check the operator's service account, role and credentials";
    };
  }
}
