package dev.pipelinestop.stop;

import java.time.Instant;
import java.util.List;

/** What tests let AWS show. */
final class Sightings {
  static final Instant LONG_AGO = Instant.parse("2026-11-22T09:00:00Z");

  private Sightings() {}

  static ExecutionSighting.Found execution(String status) {
    return new ExecutionSighting.Found(status, null, 7, "SUPERSEDED", "STANDARD", null, List.of());
  }

  static ActionSighting action(String name, String status) {
    return ActionSightingBuilder.builder()
        .stage("Deploy")
        .action(name)
        .actionExecutionId("row-" + name)
        .status(status)
        .category("Deploy")
        .provider("CloudFormation")
        .startedAt(LONG_AGO)
        .build();
  }

  /** A stage whose latest execution is this one, and before which nothing waits. */
  static StageOccupancy inStage(String execution, String status) {
    return new StageOccupancy.Shown(
        new StageOccupancy.Occupant(execution, status), List.of(), null);
  }

  static ActionSighting approval(String name) {
    return ActionSightingBuilder.builder(action(name, "InProgress"))
        .category("Approval")
        .provider("Manual")
        .build();
  }

  static ActionSighting started(ActionSighting row, Instant at) {
    return ActionSightingBuilder.builder(row).startedAt(at).build();
  }

  static ActionSighting abandoned(String name, Instant at) {
    return ActionSightingBuilder.builder(action(name, "Abandoned")).updatedAt(at).build();
  }

  static AwsFailure failure(AwsFailure.Meaning meaning) {
    return new AwsFailure("GetPipelineExecution", "Code", "it went wrong", meaning);
  }

  static StopAnswer lost() {
    return new StopAnswer.Lost(failure(AwsFailure.Meaning.NO_ANSWER));
  }

  static StopAnswer refused(AwsFailure.Meaning meaning) {
    return new StopAnswer.Refused(failure(meaning));
  }

  static StopAnswer notStoppable() {
    return new StopAnswer.NotStoppable("no action in progress");
  }

  static StopAnswer alreadyStopping() {
    return new StopAnswer.AlreadyStopping("duplicate");
  }
}
