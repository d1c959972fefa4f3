package dev.pipelinestop.simulator;

import dev.pipelinestop.api.StopMode;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fault under construction: first which calls it hits, and how often; then, once, what happens to
 * them. It hits every matching call unless limited.
 */
public final class FaultRule {
  private final Consumer<FaultRule> register;
  private final String operation;
  private @Nullable String pipeline;
  private @Nullable String execution;
  private @Nullable StopMode mode;
  private long skip;
  private long times = Long.MAX_VALUE;
  private double probability = 1;
  private boolean applied;
  private @Nullable Fault fault;

  FaultRule(String operation, Consumer<FaultRule> register) {
    this.operation = operation;
    this.register = register;
  }

  /** Hits only calls for this pipeline. */
  public FaultRule pipeline(String name) {
    pipeline = name;
    return this;
  }

  /** Hits only calls for this execution. */
  public FaultRule execution(String id) {
    execution = id;
    return this;
  }

  /** Hits only stops of this mode. */
  public FaultRule mode(StopMode stopMode) {
    mode = stopMode;
    return this;
  }

  /** Spares the first matching calls. */
  public FaultRule after(long calls) {
    skip = calls;
    return this;
  }

  /** Hits only this many calls. */
  public FaultRule times(long calls) {
    times = calls;
    return this;
  }

  /** Hits only one call. */
  public FaultRule once() {
    return times(1);
  }

  /** Hits a matching call with this probability. */
  public FaultRule probability(double value) {
    probability = value;
    return this;
  }

  /** Lets the calls have their effect, whatever is answered. */
  public FaultRule afterEffect() {
    applied = true;
    return this;
  }

  /** Answers with an error in the form of AWS. */
  public void error(String code, String message, int status) {
    becomes(new Fault.Reply.Failure(code, message, status));
  }

  /** Answers with an error of AWS and HTTP status 400. */
  public void error(String code) {
    error(code, "Fault of the simulator: " + code, 400);
  }

  /** Answers as an AWS that throttles. */
  public void throttle() {
    error("ThrottlingException", "Rate exceeded", 400);
  }

  /** Answers as IAM does when the permission is missing. */
  public void accessDenied() {
    error(
        "AccessDeniedException",
        "User is not authorized to perform: codepipeline:" + operation,
        400);
  }

  /** Answers as AWS does when the credentials are too old. */
  public void expiredToken() {
    error("ExpiredTokenException", "The security token included in the request is expired", 400);
  }

  /** Answers with an HTTP error of AWS itself: 500, 502, 503. */
  public void serverError(int status) {
    error("InternalFailure", "Fault of the simulator", status);
  }

  /** Closes the connection without an answer. */
  public void reset() {
    becomes(new Fault.Reply.Reset());
  }

  /** Holds the call up, then works on it and answers, even if the client has gone. */
  public void hang(Duration duration) {
    becomes(new Fault.Reply.Late(duration));
  }

  /** Works on the call, and closes the connection instead of answering. */
  public void loseAnswer() {
    afterEffect().reset();
  }

  /** Works on the call, and then neither answers nor closes the connection for a while. */
  public void loseAnswerByHanging(Duration duration) {
    afterEffect().becomes(new Fault.Reply.Silence(duration));
  }

  /** Works on the call, and cuts the answer off in its middle. */
  public void truncateAnswer() {
    afterEffect().becomes(new Fault.Reply.Truncated());
  }

  /** Answers with any body. */
  public void body(int status, String contentType, String body) {
    becomes(new Fault.Reply.Raw(status, contentType, body));
  }

  /** Answers as a proxy might: HTML with status 200. */
  public void html() {
    body(200, "text/html", "<html><body>It works!</body></html>");
  }

  private void becomes(Fault.Reply reply) {
    fault = new Fault(applied, reply);
    register.accept(this);
  }

  /** The fault, if it hits this call; each answer counts. */
  synchronized @Nullable Fault hit(Call call, double chance) {
    if (!matches(call) || times == 0 || chance >= probability) {
      return null;
    }
    if (skip > 0) {
      skip--;
      return null;
    }
    times--;
    return fault;
  }

  private boolean matches(Call call) {
    return (operation.equals("*") || operation.equals(call.operation()))
        && (pipeline == null || pipeline.equals(call.pipelineName()))
        && (execution == null || execution.equals(call.pipelineExecutionId()))
        && (mode == null || mode == call.mode());
  }
}
