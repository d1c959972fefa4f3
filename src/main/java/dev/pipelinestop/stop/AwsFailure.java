package dev.pipelinestop.stop;

/**
 * A call to AWS that failed, as data.
 *
 * @param operation AWS's name of it, such as GetPipelineExecution
 * @param code AWS's error code, or the kind of fault when AWS did not answer
 * @param message one line for a person, without credentials
 */
public record AwsFailure(String operation, String code, String message, Meaning meaning) {

  /** What a failure means for the request. */
  public enum Meaning {
    /** Too many calls: try again, later. */
    THROTTLED,
    /** The pipeline is busy (ConflictException): try again. */
    BUSY,
    /** The operator may not make this call: a person has to change a policy. Try again rarely. */
    ACCESS_DENIED,
    /** The operator has no valid credentials: a person has to act. Try again rarely. */
    CREDENTIALS,
    /** AWS calls the request invalid. It will not become valid by waiting. */
    INVALID,
    /** Nothing was sent: the endpoint could not be reached. Try again. */
    UNREACHABLE,
    /** It was sent, and whether it had an effect is not known. Try again after looking. */
    NO_ANSWER,
    /** AWS answered with something that cannot be understood. Try again. */
    NONSENSE
  }
}
