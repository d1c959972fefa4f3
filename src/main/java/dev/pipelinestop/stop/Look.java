package dev.pipelinestop.stop;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one look at AWS showed. It begins with GetPipelineExecution; the details are read after it,
 * and only those that decide something.
 *
 * @param startedAt when the look began, before its first request was sent
 * @param account the AWS account that was looked at
 * @param region the AWS region that was looked at
 * @param actions all action executions of this pipeline execution, or null if they were not read
 * @param stages the stages in which this execution is the latest, or null if they were not read
 * @param stopTrigger the stop trigger that ListPipelineExecutions shows, or null if it was not read
 */
public record Look(
    Instant startedAt,
    String account,
    String region,
    ExecutionSighting execution,
    @Nullable List<ActionSighting> actions,
    @Nullable List<StageSighting> stages,
    @Nullable StopTrigger stopTrigger) {

  /** What can be read besides the execution itself. */
  public enum Detail {
    /** ListActionExecutions, all pages. */
    ACTIONS,
    /** GetPipelineState. */
    STAGES,
    /** ListPipelineExecutions, for the stop trigger. */
    STOP_TRIGGER
  }

  /** Makes the lists unmodifiable. */
  public Look {
    actions = actions == null ? null : List.copyOf(actions);
    stages = stages == null ? null : List.copyOf(stages);
  }

  /** A look without details yet. */
  public static Look at(
      Instant startedAt, String account, String region, ExecutionSighting execution) {
    return new Look(startedAt, account, region, execution, null, null, null);
  }

  /** This look, as what it rests on was timed. */
  public Look since(Instant began) {
    return new Look(began, account, region, execution, actions, stages, stopTrigger);
  }

  /** This look with the action executions. */
  public Look withActions(List<ActionSighting> read) {
    return new Look(startedAt, account, region, execution, read, stages, stopTrigger);
  }

  /** This look with the stages. */
  public Look withStages(List<StageSighting> read) {
    return new Look(startedAt, account, region, execution, actions, read, stopTrigger);
  }

  /** This look with the stop trigger. */
  public Look withStopTrigger(StopTrigger read) {
    return new Look(startedAt, account, region, execution, actions, stages, read);
  }

  /** Those of the wanted details that were not read yet. */
  Set<Detail> missing(Set<Detail> wanted) {
    Set<Detail> missing = EnumSet.noneOf(Detail.class);
    missing.addAll(wanted);
    if (actions != null) {
      missing.remove(Detail.ACTIONS);
    }
    if (stages != null) {
      missing.remove(Detail.STAGES);
    }
    if (stopTrigger != null) {
      missing.remove(Detail.STOP_TRIGGER);
    }
    return missing;
  }
}
