package dev.pipelinestop.simulator;

import dev.pipelinestop.api.StopMode;
import io.fabric8.kubernetes.api.model.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault as it is written in a scenario or posted to the control API.
 *
 * @param operation the operation that it hits, {@code *} for every one
 * @param fault what happens: the name of the method of {@link FaultRule}, or {@code limit}
 */
record FaultRequest(
    @Nullable String operation,
    @Nullable String pipelineName,
    @Nullable String pipelineExecutionId,
    @Nullable StopMode mode,
    @Nullable Long after,
    @Nullable Long times,
    @Nullable Double probability,
    @Nullable Boolean afterEffect,
    String fault,
    @Nullable Duration duration,
    @Nullable String code,
    @Nullable String message,
    @Nullable Integer status,
    @Nullable String contentType,
    @Nullable String body,
    @Nullable Double perSecond,
    @Nullable Double burst) {

  void addTo(Faults faults) {
    var hit = Objects.requireNonNullElse(operation, "*");
    if (fault.equals("limit")) {
      double rate = required("perSecond", perSecond);
      faults.limit(hit, rate, Objects.requireNonNullElse(burst, Math.max(1, rate)));
      return;
    }
    var rule = faults.on(hit);
    if (pipelineName != null) {
      rule.pipeline(pipelineName);
    }
    if (pipelineExecutionId != null) {
      rule.execution(pipelineExecutionId);
    }
    if (mode != null) {
      rule.mode(mode);
    }
    if (after != null) {
      rule.after(after);
    }
    if (times != null) {
      rule.times(times);
    }
    if (probability != null) {
      rule.probability(probability);
    }
    if (Boolean.TRUE.equals(afterEffect)) {
      rule.afterEffect();
    }
    end(rule);
  }

  private void end(FaultRule rule) {
    switch (fault) {
      case "error" ->
          rule.error(
              required("code", code),
              Objects.requireNonNullElse(message, "Fault of the simulator"),
              Objects.requireNonNullElse(status, 400));
      case "throttle" -> rule.throttle();
      case "accessDenied" -> rule.accessDenied();
      case "expiredToken" -> rule.expiredToken();
      case "serverError" -> rule.serverError(Objects.requireNonNullElse(status, 500));
      case "reset" -> rule.reset();
      case "hang" -> rule.hang(required("duration", duration).getDuration());
      case "loseAnswer" -> rule.loseAnswer();
      case "loseAnswerByHanging" ->
          rule.loseAnswerByHanging(required("duration", duration).getDuration());
      case "truncateAnswer" -> rule.truncateAnswer();
      case "html" -> rule.html();
      case "body" ->
          rule.body(
              Objects.requireNonNullElse(status, 200),
              Objects.requireNonNullElse(contentType, "application/x-amz-json-1.1"),
              Objects.requireNonNullElse(body, ""));
      default -> throw new IllegalArgumentException("Unknown fault: " + fault);
    }
  }

  private <T> T required(String member, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("The fault '%s' needs '%s'".formatted(fault, member));
    }
    return value;
  }
}
