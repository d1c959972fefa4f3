package dev.pipelinestop.simulator;

import java.time.Duration;
import java.time.Instant;

/** Decisions on pending manual approvals. */
final class Approvals {
  private final Agenda agenda;
  private final Engine engine;
  private final SimulatorSettings settings;

  Approvals(Agenda agenda, Engine engine, SimulatorSettings settings) {
    this.agenda = agenda;
    this.engine = engine;
    this.settings = settings;
  }

  void decide(
      Pipeline pipeline, ActionDefinition definition, String token, boolean approved, Instant at) {
    // Looked up by the token: GetPipelineState knows nothing of PARALLEL executions.
    var action =
        pipeline.executions.stream()
            .flatMap(execution -> execution.stageRuns.stream())
            .flatMap(run -> run.actions.stream())
            .filter(run -> run.definition.equals(definition) && run.token.equals(token))
            .findFirst()
            .orElse(null);
    if (action == null || !definition.isManualApproval()) {
      throw new AwsError("InvalidApprovalTokenException", "The approval token is not valid.");
    }
    if (action.decided || !action.inProgress()) {
      throw new AwsError(
          "ApprovalAlreadyCompletedException", "The approval has already been completed.");
    }
    action.decided = true;
    boolean stopping = action.stageRun.execution.status() == Status.STOPPING;
    var delay = stopping ? settings.approvalTakesWhileStopping() : Duration.ZERO;
    agenda.at(
        at.plus(delay),
        due ->
            engine.endAction(action, approved ? Status.SUCCEEDED : Status.FAILED, "approver", due));
  }
}
