package dev.pipelinestop.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One run of an action: what AWS calls an action execution. */
final class ActionRun {
  /** What can change about it. */
  record State(Status status, @Nullable String summary, String updatedBy) {}

  final String id;
  final String token;
  final long sequence;
  final ActionDefinition definition;
  final StageRun stageRun;
  final Instant startedAt;
  final History<State> state;

  /** An approval whose decision was accepted, though it may take effect later. */
  boolean decided;

  ActionRun(
      String id,
      String token,
      long sequence,
      ActionDefinition definition,
      StageRun stageRun,
      Instant at) {
    this.id = id;
    this.token = token;
    this.sequence = sequence;
    this.definition = definition;
    this.stageRun = stageRun;
    this.startedAt = at;
    this.state =
        new History<>(at, Change.STARTED, new State(Status.IN_PROGRESS, null, "simulator"));
  }

  boolean inProgress() {
    return state.value().status() == Status.IN_PROGRESS;
  }

  void end(Status status, Change change, @Nullable String summary, String by, Instant at) {
    state.record(at, change, new State(status, summary, by));
  }
}
