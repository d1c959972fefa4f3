package dev.pipelinestop.simulator;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.StageExecution;

class SimulatorExecutionModeTest {
  private final Simulator simulator = Simulator.virtual();
  private final CodePipelineClient client = SdkClients.codePipeline(simulator);

  private Looks start() {
    return new Looks(client, "p", simulator.start("p"));
  }

  private void pipeline(ExecutionMode mode) {
    simulator
        .pipeline("p")
        .mode(mode)
        .stage("Build", action("Compile"))
        .stage("Deploy", action("Deploy").takes(ofSeconds(100)));
    simulator.lags().none();
  }

  @Test
  void aNewerExecutionSupersedesTheOneThatWaits() {
    pipeline(ExecutionMode.SUPERSEDED);
    var first = start();
    var second = start();
    var third = start();

    assertThat(second.execution()).isEqualTo("Superseded");
    assertThat(third.execution()).isEqualTo("InProgress");
    assertThat(third.actions()).isEmpty();
    assertThat(first.stageState("Build").inboundExecution().pipelineExecutionId())
        .isEqualTo(third.id());
    simulator.clock().advance(ofSeconds(10));
    assertThat(third.actions()).containsExactly("Compile InProgress");
  }

  @Test
  void aStoppedExecutionMakesRoomForTheNext() {
    pipeline(ExecutionMode.SUPERSEDED);
    var first = start();
    simulator.clock().advance(ofSeconds(20));
    var second = start();
    simulator.clock().advance(ofSeconds(20));
    assertThat(second.stageState("Deploy").inboundExecution().pipelineExecutionId())
        .isEqualTo(second.id());

    first.stop(true);
    simulator.clock().advance(ofSeconds(1));

    assertThat(first.execution()).isEqualTo("Stopped");
    assertThat(first.stageState("Deploy").latestExecution().pipelineExecutionId())
        .as("the stage shows a newer execution than the one that was stopped there")
        .isEqualTo(second.id());
  }

  @Test
  void anExecutionThatWaitsForAStageCanBeStopped() {
    pipeline(ExecutionMode.QUEUED);
    start();
    var waiting = start();
    waiting.stop(false);

    assertThat(waiting.execution()).isEqualTo("Stopped");
    simulator.clock().advance(ofSeconds(60));
    assertThat(waiting.actions()).isEmpty();
  }

  @Test
  void queuedExecutionsKeepTheirOrder() {
    pipeline(ExecutionMode.QUEUED);
    var first = start();
    var second = start();
    var third = start();

    assertThat(first.stageState("Build").inboundExecutions())
        .extracting(StageExecution::pipelineExecutionId)
        .containsExactly(second.id(), third.id());
    simulator.clock().advance(ofSeconds(10));
    assertThat(second.actions()).containsExactly("Compile InProgress");
    assertThat(third.actions()).isEmpty();
    simulator.clock().advance(ofSeconds(310));
    assertThat(third.execution()).isEqualTo("Succeeded");
  }

  @Test
  void parallelExecutionsDoNotWaitAndDoNotShowInTheState() {
    pipeline(ExecutionMode.PARALLEL);
    var first = start();
    var second = start();

    assertThat(first.actions()).containsExactly("Compile InProgress");
    assertThat(second.actions()).containsExactly("Compile InProgress");
    assertThat(first.stageState("Build").latestExecution()).isNull();
    first.stop(true);
    simulator.clock().advance(ofSeconds(1));
    assertThat(first.execution()).isEqualTo("Stopped");
    simulator.clock().advance(ofMinutes(2));
    assertThat(second.execution()).isEqualTo("Succeeded");
  }

  @Test
  void anOutboundTransitionHoldsExecutionsBack() {
    pipeline(ExecutionMode.SUPERSEDED);
    client.disableStageTransition(
        r -> r.pipelineName("p").stageName("Build").transitionType("Outbound").reason("freeze"));
    var looks = start();
    simulator.clock().advance(ofSeconds(50));
    assertThat(looks.actions()).containsExactly("Compile Succeeded");

    client.enableStageTransition(
        r -> r.pipelineName("p").stageName("Build").transitionType("Outbound"));
    assertThat(looks.actions()).containsExactly("Deploy InProgress", "Compile Succeeded");
  }
}
