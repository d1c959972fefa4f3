package dev.pipelinestop.stop;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** An AWS that shows and answers what a test says, until it says otherwise. */
final class ScriptedAws implements Aws {
  private ExecutionSighting execution = Sightings.execution("InProgress");
  private List<ActionSighting> actions = List.of(Sightings.action("stack", "InProgress"));
  private List<StageSighting> stages = List.of(new StageSighting("Deploy", "InProgress"));
  private StageOccupancy occupancy = Sightings.inStage(ProtocolRun.EXECUTION, "InProgress");
  private ParallelMode parallel = new ParallelMode(false, List.of());
  private int resolutions;
  private StopTrigger stopTrigger = new StopTrigger.None();
  private final Deque<StopAnswer> answers = new ArrayDeque<>();
  private final List<NextStep.SendStop> sent = new ArrayList<>();
  private Set<Look.Detail> lastRead = Set.of();

  ScriptedAws shows(String status, ActionSighting... rows) {
    return shows(Sightings.execution(status), rows);
  }

  ScriptedAws shows(ExecutionSighting sighting, ActionSighting... rows) {
    execution = sighting;
    actions = List.of(rows);
    return sighting instanceof ExecutionSighting.Found found ? showsStage(found.status()) : this;
  }

  ScriptedAws showsInStage(StageOccupancy shown) {
    occupancy = shown;
    return this;
  }

  ScriptedAws showsInParallel(String... executions) {
    parallel = new ParallelMode(true, List.of(executions));
    return this;
  }

  /** How often it was asked what is in a stage. */
  int resolutions() {
    return resolutions;
  }

  /** The stage in which it is shows this, and not what the execution shows. */
  ScriptedAws showsStage(String status) {
    return showsStages(new StageSighting("Deploy", status));
  }

  ScriptedAws showsStages(StageSighting... shown) {
    stages = List.of(shown);
    return this;
  }

  ScriptedAws showsStopTrigger(String reason) {
    stopTrigger = new StopTrigger.Present(reason);
    return this;
  }

  /** The answers to the next stops; after them AWS accepts. */
  ScriptedAws answers(StopAnswer... next) {
    answers.addAll(List.of(next));
    return this;
  }

  List<NextStep.SendStop> sent() {
    return sent;
  }

  /** The details that the last look asked for. */
  Set<Look.Detail> lastRead() {
    return lastRead;
  }

  @Override
  public StageOccupancy occupancy(StageTarget stage, Instant now) {
    resolutions++;
    return occupancy;
  }

  @Override
  public ParallelMode parallelMode() {
    return parallel;
  }

  @Override
  public ExecutionSighting execution(Target target, Instant now) {
    lastRead = Set.of();
    return execution;
  }

  @Override
  public Look read(NextStep.ReadDetails step, Instant now) {
    Look look = step.look();
    lastRead = step.details();
    for (Look.Detail detail : step.details()) {
      look =
          switch (detail) {
            case ACTIONS -> look.withActions(actions);
            case STAGES -> look.withStages(stages);
            case STOP_TRIGGER -> look.withStopTrigger(stopTrigger);
          };
    }
    return look;
  }

  @Override
  public StopAnswer stop(NextStep.SendStop step, Instant now) {
    sent.add(step);
    StopAnswer answer = answers.poll();
    return answer == null ? new StopAnswer.Accepted() : answer;
  }
}
