package dev.pipelinestop.simulator;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static dev.pipelinestop.simulator.ActionDefinition.approval;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pipelinestop.api.StopMode;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ConflictException;
import software.amazon.awssdk.services.codepipeline.model.DuplicatedStopRequestException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionNotStoppableException;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;

class SimulatorStopTest {
  private final Simulator simulator = Simulator.virtual();
  private final CodePipelineClient client = SdkClients.codePipeline(simulator);

  private Looks buildAndDeploy() {
    simulator
        .pipeline("p")
        .stage(
            "Build",
            action("Compile").takes(ofSeconds(30)),
            action("Stack").provider("CloudFormation").takes(ofSeconds(60)),
            action("Test").runOrder(2))
        .stage("Deploy", action("Deploy"));
    simulator.lags().none();
    return new Looks(client, "p", simulator.start("p"));
  }

  @Test
  void runsToItsEndWhenNobodyStopsIt() {
    var looks = buildAndDeploy();

    simulator.clock().advance(ofSeconds(80));

    assertThat(looks.execution()).isEqualTo("Succeeded");
    assertThat(looks.actions())
        .containsExactly(
            "Deploy Succeeded", "Test Succeeded", "Stack Succeeded", "Compile Succeeded");
    assertThat(simulator.truth(looks.id()).changedAt()).isEqualTo(simulator.clock().instant());
  }

  @Test
  void aWaitLetsAllActionsInProgressEndAndStartsNoOther() {
    var looks = buildAndDeploy();
    looks.stop(false);

    simulator.clock().advance(ofSeconds(59));
    assertThat(looks.execution()).isEqualTo("Stopping");
    assertThat(looks.actions()).containsExactly("Stack InProgress", "Compile Succeeded");
    simulator.clock().advance(ofSeconds(1));
    assertThat(looks.execution()).isEqualTo("Stopped");
    assertThat(looks.stage("Build")).isEqualTo("Stopped");
    simulator.clock().advance(ofDays(1));
    assertThat(looks.actions()).containsExactly("Stack Succeeded", "Compile Succeeded");
    assertThat(simulator.ledger().acceptedStops(looks.id(), StopMode.WAIT)).hasSize(1);
    assertThat(simulator.ledger().acceptedStops(looks.id(), StopMode.ABANDON)).isEmpty();
  }

  @Test
  void anAbandonEndsAllActionsInProgress() {
    var looks = buildAndDeploy();
    simulator.clock().advance(ofSeconds(40));
    looks.stop(true);

    simulator.clock().advance(ofMillis(500));

    assertThat(looks.execution()).isEqualTo("Stopped");
    assertThat(looks.actions()).containsExactly("Stack Abandoned", "Compile Succeeded");
    assertThat(simulator.truth(looks.id()).actions(Status.ABANDONED))
        .extracting(Truth.Action::name)
        .containsExactly("Stack");
  }

  @Test
  void aWaitIsEscalatedByAnAbandon() {
    var looks = buildAndDeploy();
    looks.stop(false);
    simulator.clock().advance(ofSeconds(5));
    looks.stop(true);
    simulator.clock().advance(ofSeconds(1));

    assertThat(looks.actions()).containsExactly("Stack Abandoned", "Compile Abandoned");
    assertThat(simulator.truth(looks.id()).stopReason()).isEqualTo("abandoned");
    assertThat(simulator.ledger().acceptedStops(looks.id(), StopMode.WAIT)).hasSize(1);
    assertThat(simulator.ledger().acceptedStops(looks.id(), StopMode.ABANDON)).hasSize(1);
  }

  @Test
  void anEscalationCanKeepTheReasonOfTheWait() {
    simulator.settings().escalationKeepsReason(true);
    var looks = buildAndDeploy();
    looks.stop(false);
    looks.stop(true);

    assertThat(simulator.truth(looks.id()).stopReason()).isEqualTo("waited");
  }

  @Test
  void aWaitStaysWithAPendingApprovalUntilItTimesOut() {
    simulator.pipeline("p").stage("Approve", approval("Release"));
    simulator.lags().none();
    var looks = new Looks(client, "p", simulator.start("p"));
    looks.stop(false);

    simulator.clock().advance(ofDays(7).minus(ofSeconds(1)));
    assertThat(looks.execution()).isEqualTo("Stopping");
    simulator.clock().advance(ofSeconds(1));
    assertThat(looks.execution()).isEqualTo("Stopped");
    assertThat(looks.actions()).containsExactly("Release Failed");
  }

  @Test
  void aWaitForTheVeryLastActionCanComeTooLate() {
    simulator.settings().waitOfLastActionSucceeds(true);
    simulator.pipeline("p").stage("Deploy", action("Deploy"));
    simulator.lags().none();
    var looks = new Looks(client, "p", simulator.start("p"));
    looks.stop(false);
    simulator.clock().advance(ofSeconds(10));

    assertThat(looks.execution()).isEqualTo("Succeeded");
  }

  @Test
  void aFailureDuringAWaitCanMakeTheExecutionFail() {
    simulator.settings().failureWhileStoppingFails(true);
    simulator.pipeline("p").stage("Deploy", action("Deploy").fails());
    simulator.lags().none();
    var looks = new Looks(client, "p", simulator.start("p"));
    looks.stop(false);
    simulator.clock().advance(ofSeconds(10));

    assertThat(looks.execution()).isEqualTo("Failed");
  }

  @Test
  void aStopCanTakeEffectLate() {
    simulator.settings().stopTakesEffectAfter(ofSeconds(20));
    var looks = buildAndDeploy();
    looks.stop(true);

    simulator.clock().advance(ofSeconds(19));
    assertThat(looks.execution()).isEqualTo("InProgress");
    assertThat(looks.stage("Build")).isEqualTo("InProgress");
    assertThatExceptionOfType(PipelineExecutionNotStoppableException.class)
        .isThrownBy(() -> looks.stop(true));
    simulator.clock().advance(ofSeconds(2));
    assertThat(looks.execution()).isEqualTo("Stopped");
  }

  @Test
  void aLateStopFindsNothingWhenTheExecutionEndsBefore() {
    simulator.settings().stopTakesEffectAfter(ofSeconds(200));
    var looks = buildAndDeploy();
    looks.stop(false);
    simulator.clock().advance(ofMinutes(5));

    assertThat(looks.execution()).isEqualTo("Succeeded");
    assertThat(simulator.ledger().acceptedStops(looks.id(), StopMode.WAIT)).hasSize(1);
  }

  @Test
  void betweenTwoStagesNothingCanBeStopped() {
    simulator.settings().betweenStages(ofSeconds(5));
    simulator.pipeline("p").stage("Build", action("Compile")).stage("Deploy", action("Deploy"));
    simulator.lags().none();
    var looks = new Looks(client, "p", simulator.start("p"));
    simulator.clock().advance(ofSeconds(12));

    assertThat(looks.execution()).isEqualTo("InProgress");
    assertThatExceptionOfType(PipelineExecutionNotStoppableException.class)
        .isThrownBy(() -> looks.stop(false));
    simulator.stopAnswers().set(StopSituation.BETWEEN_STAGES, StopAnswer.ACCEPTED);
    looks.stop(false);
    assertThat(looks.execution()).isEqualTo("Stopped");
    simulator.clock().advance(ofSeconds(60));
    assertThat(looks.actions()).containsExactly("Compile Succeeded");
  }

  @Test
  void anExecutionBeforeADisabledTransitionCanBeStoppedUnlessSetOtherwise() {
    var looks = buildAndDeploy();
    client.disableStageTransition(
        r ->
            r.pipelineName("p")
                .stageName("Deploy")
                .transitionType("Inbound")
                .reason("maintenance"));
    simulator.clock().advance(ofSeconds(100));
    assertThat(looks.stageState("Deploy").inboundTransitionState().disabledReason())
        .isEqualTo("maintenance");
    assertThat(looks.stageState("Deploy").inboundExecution().pipelineExecutionId())
        .isEqualTo(looks.id());

    simulator.stopAnswers().set(StopSituation.WAITING_FOR_TRANSITION, StopAnswer.NOT_STOPPABLE);
    assertThatExceptionOfType(PipelineExecutionNotStoppableException.class)
        .isThrownBy(() -> looks.stop(false));
    simulator.stopAnswers().set(StopSituation.WAITING_FOR_TRANSITION, StopAnswer.ACCEPTED);
    looks.stop(false);
    assertThat(looks.execution()).isEqualTo("Stopped");
    assertThat(looks.stageState("Deploy").inboundExecution()).isNull();
  }

  @Test
  void unknownOnesAreToldApart() {
    buildAndDeploy();

    assertThatExceptionOfType(PipelineExecutionNotStoppableException.class)
        .isThrownBy(
            () -> new Looks(client, "p", "99999999-9999-4999-8999-999999999999").stop(false));
    assertThatExceptionOfType(PipelineNotFoundException.class)
        .isThrownBy(
            () -> new Looks(client, "q", "99999999-9999-4999-8999-999999999999").stop(false));
  }

  @Test
  void everyAnswerCanBeSet() {
    var looks = buildAndDeploy();
    simulator.stopAnswers().set(StopSituation.IN_PROGRESS, StopMode.ABANDON, StopAnswer.CONFLICT);
    simulator.stopAnswers().set(StopSituation.IN_PROGRESS, StopMode.WAIT, StopAnswer.DUPLICATED);

    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> looks.stop(true));
    assertThatExceptionOfType(DuplicatedStopRequestException.class)
        .isThrownBy(() -> looks.stop(false));
    assertThat(looks.execution()).isEqualTo("InProgress");
    assertThat(simulator.ledger().stops())
        .extracting(Call::answer)
        .containsExactly("ConflictException", "DuplicatedStopRequestException");
  }
}
