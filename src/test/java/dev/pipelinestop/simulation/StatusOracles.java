package dev.pipelinestop.simulation;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StageStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.simulator.Status;
import dev.pipelinestop.simulator.Truth;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What must hold of a status, and from one to the next. */
final class StatusOracles {
  private static final Set<String> TERMINAL =
      Set.of("Stopped", "Succeeded", "Failed", "Cancelled", "Superseded");

  private final World world;

  StatusOracles(World world) {
    this.world = world;
  }

  /** An instance sends a status. */
  void writes(Instance instance, Life life, PipelineStopRequest request) {
    Oracle.CONDITIONS.requires(
        !request.getStatus().conditions().isEmpty(),
        () -> "%s, %s".formatted(instance, life.uid()));
    boolean newest =
        life.request()
            .getMetadata()
            .getResourceVersion()
            .equals(request.getMetadata().getResourceVersion());
    Oracle.NO_EMPTY_WRITE.requires(
        !newest || !request.getStatus().equals(life.status()),
        () -> "%s, %s".formatted(instance, life.uid()));
  }

  /** The status of a request became this one. */
  void changes(Life life, PipelineStopRequestStatus now) {
    PipelineStopRequestStatus before = life.status();
    Truth truth = truth(life);
    Oracle.ONE_WAY.requires(
        number(before.observedGeneration()) <= number(now.observedGeneration()),
        () ->
            "observedGeneration of %s: %s after %s"
                .formatted(life.uid(), now.observedGeneration(), before.observedGeneration()));
    String was = String.valueOf(before.executionStatus());
    String is = String.valueOf(now.executionStatus());
    Oracle.ONE_WAY.requires(
        truth == null || truth.attempt() > 1 || !goesBack(was, is),
        () -> "execution of %s: %s after %s".formatted(life.uid(), is, was));
    boolean saysStopped =
        now.condition("Stopped").map(Condition::status).filter("True"::equals).isPresent();
    Oracle.I4.requires(
        !saysStopped || (truth != null && wasEver(truth, Status.STOPPED)),
        () -> "%s, and it is %s".formatted(life.uid(), truth));
    ownStages(life, now, truth);
    if (before.finishedAt() == null && now.finishedAt() != null) {
      finishes(life, now, truth);
    }
  }

  /** From an end back to Stopping is allowed: the read models of AWS do not agree at once. */
  private static boolean goesBack(String was, String is) {
    return is.equals("InProgress") && (TERMINAL.contains(was) || was.equals("Stopping"));
  }

  /** Whatever is said of a stage, this execution was in it. */
  private static void ownStages(Life life, PipelineStopRequestStatus now, @Nullable Truth truth) {
    if (truth == null) {
      return;
    }
    Set<String> entered = new TreeSet<>();
    truth.actions().forEach(action -> entered.add(action.stage()));
    List<String> said = now.stages().stream().map(StageStatus::name).toList();
    Oracle.OWN_STAGES.requires(
        entered.containsAll(said),
        () -> "%s was in %s, not in %s".formatted(life.uid(), entered, said));
  }

  private void finishes(Life life, PipelineStopRequestStatus now, @Nullable Truth truth) {
    String reason = now.condition("Succeeded").map(Condition::reason).orElse("");
    boolean right =
        switch (reason) {
          case "Stopped", "AlreadyStopped" -> truth != null && wasEver(truth, Status.STOPPED);
          case "ExecutionSucceeded" -> truth != null && wasEver(truth, Status.SUCCEEDED);
          case "ExecutionFailed" -> truth != null && wasEver(truth, Status.FAILED);
          case "ExecutionSuperseded" -> truth != null && wasEver(truth, Status.SUPERSEDED);
          case "ExecutionResumed" -> truth != null && truth.attempt() > 1;
          case "ExecutionNotFound", "PipelineNotFound" -> truth == null;
          case "Expired", "NothingRunning", "DryRun", "StageNotFound", "StageNotResolvable" ->
              noneAccepted(life);
          default -> false;
        };
    Oracle.TRUE_RESULT.requires(
        right, () -> "%s says %s, and it is %s".formatted(life.uid(), reason, truth));
  }

  private boolean noneAccepted(Life life) {
    return (world.oracles().accepted(life, StopMode.WAIT) == 0 || world.doRetriesForgetWaits())
        && world.oracles().accepted(life, StopMode.ABANDON) == 0;
  }

  /** What is said at the end is what is so, unless somebody has retried the execution since. */
  void atTheEnd(Life life) {
    Truth truth = truth(life);
    if (truth == null || truth.attempt() > 1) {
      return;
    }
    PipelineStopRequestStatus status = life.status();
    if (status.settledSince() != null) {
      Oracle.TRUE_RESULT.requires(
          truth.status().toString().equals(status.executionStatus()),
          () ->
              "%s says %s, and it is %s"
                  .formatted(life.uid(), status.executionStatus(), truth.status()));
      if (world.showsActionsLate()) {
        return;
      }
      int abandoned = truth.actions(Status.ABANDONED).size();
      Oracle.TRUE_RESULT.requires(
          Objects.equals(status.abandonedActionCount(), abandoned),
          () ->
              "%s says that %s were abandoned, and it is %s"
                  .formatted(life.uid(), status.abandonedActionCount(), abandoned));
    }
  }

  /** After a retry it may have been anything before. */
  private static boolean wasEver(Truth truth, Status status) {
    return truth.status() == status || truth.attempt() > 1;
  }

  private @Nullable Truth truth(Life life) {
    return world.aws().truths().stream()
        .filter(truth -> truth.pipelineExecutionId().equals(life.execution()))
        .findFirst()
        .orElse(null);
  }

  private static long number(@Nullable Long generation) {
    return generation == null ? -1 : generation;
  }
}
