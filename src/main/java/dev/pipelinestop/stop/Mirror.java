package dev.pipelinestop.stop;

import dev.pipelinestop.api.AbandonedAction;
import dev.pipelinestop.api.InProgressAction;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.PipelineStopRequestStatusBuilder;
import dev.pipelinestop.api.StageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies what AWS shows into the status, word for word, within bounds. */
final class Mirror {

  /** Most entries of a list; what is cut is counted. */
  static final int MAX_ENTRIES = 100;

  /**
   * Most that a list takes in the store of the API server, which has 1.5 MiB for all of a request.
   */
  private static final int MAX_BYTES = 160 << 10;

  /** Longest text of somebody else's that is kept. */
  private static final int MAX_TEXT = 1000;

  private Mirror() {}

  /** The recorded status with the execution as it was seen. What was pinned once stays. */
  static PipelineStopRequestStatus execution(
      PipelineStopRequestStatus status, Target target, Look look, ExecutionSighting.Found found) {
    return pinned(status, target, look)
        .with()
        .notFoundSince(null)
        .executionStatus(found.status())
        .executionStatusSummary(bounded(found.statusSummary()))
        .pipelineVersion(found.pipelineVersion())
        .executionMode(found.executionMode())
        .executionType(found.executionType())
        .trigger(found.trigger())
        .artifactRevisions(first(found.artifactRevisions().stream()))
        .build();
  }

  /** The recorded status with account, region and execution fixed. */
  static PipelineStopRequestStatus pinned(
      PipelineStopRequestStatus status, Target target, Look look) {
    return located(status, look.account(), look.region())
        .with()
        .pipelineExecutionId(target.pipelineExecutionId())
        .build();
  }

  /** The recorded status with account and region fixed. */
  static PipelineStopRequestStatus located(
      PipelineStopRequestStatus status, String account, String region) {
    return status.with().account(account).region(region).build();
  }

  /** The recorded status with those details that the look has. */
  static PipelineStopRequestStatus details(PipelineStopRequestStatus status, Look look) {
    PipelineStopRequestStatusBuilder mirrored = status.with();
    List<ActionSighting> actions = look.actions();
    if (actions != null) {
      List<ActionSighting> inProgress =
          actions.stream().filter(ActionSighting::inProgress).toList();
      List<ActionSighting> abandoned = actions.stream().filter(ActionSighting::abandoned).toList();
      mirrored
          .inProgressActions(first(inProgress.stream().map(Mirror::inProgress)))
          .inProgressActionCount(inProgress.size())
          .abandonedActions(first(abandoned.stream().map(Mirror::abandoned)))
          .abandonedActionCount(abandoned.size());
    }
    List<StageSighting> stages = look.stages();
    if (stages != null) {
      mirrored.stages(
          first(stages.stream().map(stage -> new StageStatus(stage.name(), stage.status()))));
    }
    if (look.stopTrigger() instanceof StopTrigger.Present present) {
      mirrored.stopTriggerReason(bounded(present.reason()));
    }
    return mirrored.build();
  }

  private static InProgressAction inProgress(ActionSighting row) {
    return new InProgressAction(
        row.stage(),
        row.action(),
        row.category(),
        row.provider(),
        row.startedAt(),
        row.externalExecutionUrl());
  }

  private static AbandonedAction abandoned(ActionSighting row) {
    return new AbandonedAction(
        row.stage(),
        row.action(),
        row.actionExecutionId(),
        row.provider(),
        row.externalExecutionId(),
        row.externalExecutionUrl(),
        bounded(row.summary()),
        row.startedAt(),
        row.updatedAt());
  }

  /** Those from the first on that there is room for. */
  private static <T> List<T> first(Stream<T> all) {
    List<T> kept = new ArrayList<>();
    int bytes = 0;
    for (T each : all.limit(MAX_ENTRIES).toList()) {
      bytes += bytes(each.toString());
      if (bytes > MAX_BYTES) {
        break;
      }
      kept.add(each);
    }
    return List.copyOf(kept);
  }

  /** At least as many as the text has when it is stored as JSON, as Go writes it. */
  private static int bytes(String text) {
    return text.chars().map(each -> each >= 0x80 ? 3 : "<>&\"\\".indexOf(each) >= 0 ? 6 : 1).sum();
  }

  private static @Nullable String bounded(@Nullable String text) {
    return text == null ? null : Messages.cut(text, MAX_TEXT);
  }
}
