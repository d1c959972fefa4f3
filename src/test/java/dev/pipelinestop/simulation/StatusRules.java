package dev.pipelinestop.simulation;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the definition that keep a status from going back. {@code StatusRulesIT} holds the
 * real ones to a real API server.
 */
final class StatusRules {
  private final PipelineStopRequestStatus old;
  private final PipelineStopRequestStatus next;
  private final List<String> broken = new ArrayList<>();

  private StatusRules(PipelineStopRequestStatus old, PipelineStopRequestStatus next) {
    this.old = old;
    this.next = next;
  }

  /** What is wrong with this change; empty if nothing is. */
  static List<String> broken(PipelineStopRequestStatus old, PipelineStopRequestStatus next) {
    StatusRules rules = new StatusRules(old, next);
    rules.check();
    return rules.broken;
  }

  private void check() {
    requires(old.conditions().isEmpty() || !next.conditions().isEmpty(), "conditions are removed");
    keeps("account", old.account(), next.account());
    keeps("region", old.region(), next.region());
    keeps("pipelineExecutionId", old.pipelineExecutionId(), next.pipelineExecutionId());
    keeps("stageResolvedAt", old.stageResolvedAt(), next.stageResolvedAt());
    keeps("stoppingSince", old.stoppingSince(), next.stoppingSince());
    keeps("settledSince", old.settledSince(), next.settledSince());
    keeps("finishedAt", old.finishedAt(), next.finishedAt());
    for (Stop before : old.stops()) {
      next.stop(before.mode())
          .ifPresentOrElse(
              after -> check(before, after), () -> broken.add("stops: an entry is removed"));
    }
    if (old.settledSince() != null || old.finishedAt() != null) {
      requires(attempts(old).equals(attempts(next)), "stops: an attempt after the end");
    }
    old.condition("Succeeded")
        .filter(condition -> !condition.status().equals("Unknown"))
        .ifPresent(condition -> checkResult(condition, next.condition("Succeeded").orElse(null)));
  }

  private void checkResult(Condition before, @Nullable Condition after) {
    requires(
        after != null
            && after.status().equals(before.status())
            && after.reason().equals(before.reason()),
        "conditions: the result changes");
  }

  private void check(Stop before, Stop after) {
    keeps("recordedAt", before.recordedAt(), after.recordedAt());
    requires(after.attempts() >= before.attempts(), "attempts decrease");
    boolean same = after.attempts() == before.attempts();
    requires(
        same == after.attemptId().equals(before.attemptId()),
        "attemptId does not change with attempts");
    requires(
        !same || after.attemptedAt().equals(before.attemptedAt()),
        "attemptedAt does not change with attempts");
    requires(
        before.outcome() != StopOutcome.ACCEPTED
            || (same && after.outcome() == StopOutcome.ACCEPTED),
        "an accepted stop changes");
  }

  private static List<Integer> attempts(PipelineStopRequestStatus status) {
    return status.stops().stream().map(Stop::attempts).toList();
  }

  private void keeps(String what, @Nullable Object before, @Nullable Object after) {
    requires(before == null || Objects.equals(before, after), what + " changes");
  }

  private void requires(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
  }
}
