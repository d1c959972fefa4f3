package dev.pipelinestop.simulator;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an execution does in one stage, over all its retries. */
final class StageRun {
  final Execution execution;
  final Stage stage;
  final History<Status> status;
  final List<ActionRun> actions = new ArrayList<>();

  StageRun(Execution execution, Stage stage, Instant at) {
    this.execution = execution;
    this.stage = stage;
    this.status = new History<>(at, Change.STARTED, Status.IN_PROGRESS);
  }

  List<ActionRun> inProgress() {
    return actions.stream().filter(ActionRun::inProgress).toList();
  }

  /** From here on, what ran counts for the current attempt. */
  private int attemptFrom;

  /** From here on, actions that succeeded need not run again. */
  private int successesFrom;

  void retry(boolean allActions) {
    attemptFrom = actions.size();
    if (allActions) {
      successesFrom = actions.size();
    }
  }

  boolean failed() {
    return actions.subList(attemptFrom, actions.size()).stream()
        .anyMatch(run -> run.state.value().status() == Status.FAILED);
  }

  /** What has to run next: the remaining actions with the lowest run order. */
  List<ActionDefinition> nextActions() {
    var succeeded =
        actions.subList(successesFrom, actions.size()).stream()
            .filter(run -> run.state.value().status() == Status.SUCCEEDED)
            .map(run -> run.definition)
            .collect(toSet());
    var remaining = stage.actions.stream().filter(not(succeeded::contains)).toList();
    int runOrder = remaining.stream().mapToInt(ActionDefinition::runOrder).min().orElse(0);
    return remaining.stream().filter(action -> action.runOrder() == runOrder).toList();
  }
}
