package dev.pipelinestop.stop;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The only place where conditions are made. */
final class Conditions {

  /** Longest message kept; the API conventions allow 32768. */
  private static final int MAX_MESSAGE = 1000;

  private final PipelineStopRequestStatus before;
  private final long generation;
  private final Instant now;
  private final List<Condition> made = new ArrayList<>();

  private Conditions(PipelineStopRequestStatus before, long generation, Instant now) {
    this.before = before;
    this.generation = generation;
    this.now = now;
  }

  /**
   * The conditions of a request which is in this situation.
   *
   * @param before the recorded status, whose transition times are kept where nothing changed
   * @param executionStatus AWS's word for the status of the execution, null before the first look
   */
  static List<Condition> of(
      PipelineStopRequestStatus before,
      long generation,
      @Nullable String executionStatus,
      Reason reason,
      String message,
      Instant now) {
    Conditions conditions = new Conditions(before, generation, now);
    String text = Messages.cut(message, MAX_MESSAGE);
    String why = reason.name();
    switch (reason.result()) {
      case WORKING -> {
        conditions.add("Succeeded", "Unknown", why, text);
        conditions.addStopped(executionStatus);
        conditions.add("Ready", "False", why, text);
        conditions.add("Reconciling", "True", why, text);
      }
      case SUCCESS -> {
        conditions.add("Succeeded", "True", why, text);
        conditions.addStopped(executionStatus);
        conditions.add("Ready", "True", why, text);
      }
      case FAILURE -> {
        conditions.add("Succeeded", "False", why, text);
        conditions.addStopped(executionStatus);
        conditions.add("Ready", "False", why, text);
        conditions.add("Stalled", "True", why, text);
      }
    }
    return List.copyOf(conditions.made);
  }

  /** The same conditions, of which a newer spec has changed nothing. */
  static List<Condition> acknowledged(List<Condition> conditions, long generation) {
    return conditions.stream()
        .map(
            condition ->
                new Condition(
                    condition.type(),
                    condition.status(),
                    condition.reason(),
                    condition.message(),
                    condition.lastTransitionTime(),
                    generation))
        .toList();
  }

  private void addStopped(@Nullable String executionStatus) {
    if (executionStatus == null) {
      add("Stopped", "Unknown", "NotObserved", "No execution was seen.");
      return;
    }
    ExecutionStatus status = ExecutionStatus.of(executionStatus);
    String quoted = "AWS reports " + executionStatus + ".";
    switch (status) {
      case STOPPED -> add("Stopped", "True", executionStatus, quoted);
      case UNRECOGNIZED -> add("Stopped", "False", "Unrecognized", quoted);
      default -> add("Stopped", "False", executionStatus, quoted);
    }
  }

  private void add(String type, String status, String reason, String message) {
    Instant since =
        before
            .condition(type)
            .filter(old -> old.status().equals(status))
            .map(Condition::lastTransitionTime)
            .orElse(now);
    made.add(new Condition(type, status, reason, message, since, generation));
  }
}
