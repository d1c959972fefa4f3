package dev.pipelinestop.simulator;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.simulator.Execution.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Accepts stops, and carries them out. */
final class Stops {
  private static final String APPROVAL_CANCELED = "The approval action has been canceled.";

  private final Agenda agenda;
  private final Engine engine;
  private final SimulatorSettings settings;
  private final StopAnswers answers;

  Stops(Agenda agenda, Engine engine, SimulatorSettings settings, StopAnswers answers) {
    this.agenda = agenda;
    this.engine = engine;
    this.settings = settings;
    this.answers = answers;
  }

  StopAnswer stop(
      @Nullable Execution execution, StopMode mode, @Nullable String reason, Instant at) {
    var answer = answers.of(situation(execution), mode);
    if (answer == StopAnswer.ACCEPTED && execution != null) {
      execution.stopRequested = mode;
      var delay = settings.stopTakesEffectAfter();
      int epoch = execution.epoch;
      if (delay.isZero()) {
        begin(execution, mode, reason, at);
      } else {
        agenda.at(
            at.plus(delay),
            due -> {
              // A retry has made it void if the epoch is another one.
              if (execution.status().active() && execution.epoch == epoch) {
                begin(execution, mode, reason, due);
              }
            });
      }
    }
    return answer;
  }

  private static StopSituation situation(@Nullable Execution execution) {
    if (execution == null) {
      return StopSituation.UNKNOWN_EXECUTION;
    }
    if (!execution.status().active()) {
      return StopSituation.FINISHED;
    }
    if (execution.stopRequested != null) {
      return execution.stopRequested == StopMode.WAIT
          ? StopSituation.STOPPING_BY_WAIT
          : StopSituation.STOPPING_BY_ABANDON;
    }
    return switch (execution.place) {
      case IN_STAGE -> StopSituation.IN_PROGRESS;
      case BETWEEN_STAGES -> StopSituation.BETWEEN_STAGES;
      case BEFORE_STAGE ->
          execution.pipeline.opensInto(execution.position)
              ? StopSituation.WAITING_FOR_STAGE
              : StopSituation.WAITING_FOR_TRANSITION;
      case DONE -> StopSituation.FINISHED;
    };
  }

  private void begin(Execution execution, StopMode mode, @Nullable String reason, Instant at) {
    var before = execution.state.value().stopReason();
    boolean escalation = execution.status() == Status.STOPPING;
    var kept = escalation && settings.escalationKeepsReason() ? before : reason;
    var change = mode == StopMode.WAIT ? Change.WAITING : Change.ABANDONING;
    execution.become(Status.STOPPING, change, kept, kept, at);
    var run = execution.place == Place.IN_STAGE ? execution.stageRun() : null;
    if (run == null) {
      // Nothing is in progress: there is nothing to wait for and nothing to abandon.
      execution.stage().leave(execution, at);
      Engine.finish(execution, Status.STOPPED, Change.STOPPED, at);
      return;
    }
    run.status.record(at, change, Status.STOPPING);
    if (mode == StopMode.ABANDON) {
      int epoch = execution.epoch;
      agenda.at(
          at.plus(settings.abandonTakes()),
          due -> {
            if (execution.inState(Place.IN_STAGE, epoch)) {
              abandon(run, due);
            }
          });
    }
  }

  private void abandon(StageRun run, Instant at) {
    for (var action : run.inProgress()) {
      action.end(
          Status.ABANDONED,
          Change.ABANDONED,
          action.definition.isManualApproval() ? APPROVAL_CANCELED : "The action was abandoned.",
          "simulator",
          at);
    }
    engine.end(run, Status.STOPPED, Change.ABANDONED, at);
  }
}
