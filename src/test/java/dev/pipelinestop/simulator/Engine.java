package dev.pipelinestop.simulator;

import dev.pipelinestop.simulator.Execution.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Moves executions through their stages. */
final class Engine {
  private final Agenda agenda;
  private final Ids ids;
  private final SimulatorSettings settings;
  private long executions;
  private long actions;

  Engine(Agenda agenda, Ids ids, SimulatorSettings settings) {
    this.agenda = agenda;
    this.ids = ids;
    this.settings = settings;
  }

  Execution create(
      Pipeline pipeline,
      @Nullable String id,
      Execution.Trigger trigger,
      Map<String, String> variables,
      Instant at) {
    if (pipeline.stages.isEmpty()) {
      throw new IllegalStateException("Pipeline without stages: " + pipeline.name);
    }
    var execution =
        new Execution(pipeline, id == null ? ids.next() : id, ++executions, trigger, variables, at);
    pipeline.executions.add(execution);
    return execution;
  }

  /** Lets an execution into a stage, or makes it wait before it. */
  void arrive(Execution execution, int position, Instant at) {
    execution.position = position;
    var pipeline = execution.pipeline;
    var stage = execution.stage();
    if (pipeline.mode() == ExecutionMode.PARALLEL
        || (stage.occupant == null && pipeline.opensInto(position))) {
      enter(execution, at);
      return;
    }
    execution.place = Place.BEFORE_STAGE;
    stage.join(execution, at);
    if (pipeline.mode() == ExecutionMode.SUPERSEDED) {
      supersede(stage, at);
    }
  }

  private static void supersede(Stage stage, Instant at) {
    var waiting = stage.waiting.value();
    long newest = waiting.stream().mapToLong(execution -> execution.number).max().orElseThrow();
    for (var execution : waiting) {
      if (execution.number < newest) {
        stage.leave(execution, at);
        finish(execution, Status.SUPERSEDED, Change.QUEUED, at);
      }
    }
  }

  /** Lets the next execution into a stage, if it is free, open, and somebody waits. */
  void admit(Pipeline pipeline, int position, Instant at) {
    var stage = pipeline.stages.get(position);
    var next = stage.waiting.value().stream().min(Comparator.comparingLong(e -> e.number));
    if (next.isPresent() && stage.occupant == null && pipeline.opensInto(position)) {
      stage.leave(next.get(), at);
      enter(next.get(), at);
    }
  }

  private void enter(Execution execution, Instant at) {
    occupy(execution, at);
    proceed(enterStage(execution, at), at);
  }

  void occupy(Execution execution, Instant at) {
    execution.place = Place.IN_STAGE;
    execution.stage().occupant = execution;
  }

  /** Begins the record of a stage without starting its actions. */
  StageRun enterStage(Execution execution, Instant at) {
    var run = new StageRun(execution, execution.stage(), at);
    execution.stageRuns.add(run);
    if (execution.pipeline.mode() != ExecutionMode.PARALLEL) {
      run.stage.entered(run, at);
    }
    return run;
  }

  /** Decides what follows in a stage without actions in progress. */
  void proceed(StageRun run, Instant at) {
    var execution = run.execution;
    var next = run.nextActions();
    if (execution.status() == Status.STOPPING) {
      endWait(run, next.isEmpty(), at);
    } else if (run.failed()) {
      end(run, Status.FAILED, Change.ENDED, at);
    } else if (next.isEmpty()) {
      succeed(run, at);
    } else {
      start(run, at, at, ActionDefinition::duration);
    }
  }

  /** Starts the next actions; they end some time after {@code from}. */
  void start(
      StageRun run, Instant at, Instant from, Function<ActionDefinition, Duration> duration) {
    for (var definition : run.nextActions()) {
      var action = record(run, definition, at);
      agenda.at(
          from.plus(duration.apply(definition)),
          due -> endAction(action, definition.outcome(), "simulator", due));
    }
  }

  /** Records an action in progress that nothing ends. */
  ActionRun record(StageRun run, ActionDefinition definition, Instant at) {
    var action = new ActionRun(ids.next(), ids.next(), ++actions, definition, run, at);
    run.actions.add(action);
    if (run.execution.pipeline.mode() != ExecutionMode.PARALLEL) {
      run.stage.started(action, at);
    }
    return action;
  }

  /** Ends an action that is still in progress, and decides what follows. */
  void endAction(ActionRun action, Status status, String by, Instant at) {
    if (!action.inProgress()) {
      return;
    }
    action.end(status, Change.ENDED, status == Status.FAILED ? "The action failed." : null, by, at);
    if (action.stageRun.inProgress().isEmpty()) {
      proceed(action.stageRun, at);
    }
  }

  private void succeed(StageRun run, Instant at) {
    var execution = run.execution;
    boolean last = execution.position == execution.pipeline.stages.size() - 1;
    run.status.record(at, Change.ENDED, Status.SUCCEEDED);
    if (last) {
      finish(execution, Status.SUCCEEDED, Change.ENDED, at);
      release(run, at);
      return;
    }
    execution.place = Place.BETWEEN_STAGES;
    int epoch = execution.epoch;
    agenda.at(
        at.plus(settings.betweenStages()),
        due -> {
          if (execution.inState(Place.BETWEEN_STAGES, epoch)) {
            arrive(execution, execution.position + 1, due);
          }
        });
    release(run, at);
  }

  private void endWait(StageRun run, boolean stageComplete, Instant at) {
    boolean last = run.execution.position == run.execution.pipeline.stages.size() - 1;
    if (run.failed() && settings.failureWhileStoppingFails()) {
      end(run, Status.FAILED, Change.ENDED, at);
    } else if (last && stageComplete && settings.waitOfLastActionSucceeds()) {
      end(run, Status.SUCCEEDED, Change.ENDED, at);
    } else {
      end(run, Status.STOPPED, Change.STOPPED, at);
    }
  }

  /** Ends a stage and with it the execution. */
  void end(StageRun run, Status status, Change change, Instant at) {
    run.status.record(at, change, status);
    finish(run.execution, status, change, at);
    release(run, at);
  }

  /** Ends an execution that occupies no stage. */
  static void finish(Execution execution, Status status, Change change, Instant at) {
    var state = execution.state.value();
    execution.place = Place.DONE;
    execution.become(status, change, state.summary(), state.stopReason(), at);
  }

  private void release(StageRun run, Instant at) {
    if (run.stage.occupant == run.execution) {
      run.stage.occupant = null;
      admit(run.execution.pipeline, run.execution.pipeline.stages.indexOf(run.stage), at);
    }
  }
}
