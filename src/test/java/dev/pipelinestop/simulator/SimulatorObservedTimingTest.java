package dev.pipelinestop.simulator;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static dev.pipelinestop.simulator.ActionDefinition.approval;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.model.DuplicatedStopRequestException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionNotStoppableException;

/** What was observed at AWS, second by second. */
class SimulatorObservedTimingTest {
  private final Simulator simulator = Simulator.virtual();
  private final Looks looks =
      new Looks(SdkClients.codePipeline(simulator), "p", "11111111-1111-4111-8111-111111111111");
  private Instant stopAt = Instant.EPOCH;

  @BeforeEach
  void waitForTheApproval() {
    simulator.pipeline("p").stage("Approve", approval("Release")).stage("Deploy", action("Deploy"));
    simulator.place("p", Placement.in("Approve").id(looks.id()));
    stopAt = simulator.clock().instant();
  }

  private void at(double seconds) {
    simulator.clock().advanceTo(stopAt.plus(Duration.ofMillis(Math.round(seconds * 1000))));
  }

  @Test
  void stopAndWaitOnAPendingApproval() {
    looks.stop(false);

    at(0.16);
    assertThat(looks.stage("Approve")).isEqualTo("Stopping");
    assertThat(looks.action("Approve").statusAsString()).isEqualTo("InProgress");
    at(0.30);
    assertThat(looks.execution()).isEqualTo("InProgress");
    at(0.6);
    assertThatExceptionOfType(DuplicatedStopRequestException.class)
        .isThrownBy(() -> looks.stop(false));
    at(0.8);
    looks.approve("Approve");
    at(1.1);
    assertThat(looks.execution()).isEqualTo("Stopping");
    at(26);
    assertThat(looks.actions()).containsExactly("Release InProgress");
    assertThat(looks.execution()).isEqualTo("Stopping");
    at(30);
    assertThat(looks.execution()).isEqualTo("Stopped");
    assertThat(looks.actions()).containsExactly("Release Succeeded");
    var detail =
        looks
            .client()
            .getPipelineExecution(r -> r.pipelineName("p").pipelineExecutionId(looks.id()));
    assertThat(detail.pipelineExecution().statusSummary()).isEqualTo("waited");
    var summaries = looks.client().listPipelineExecutions(r -> r.pipelineName("p"));
    assertThat(summaries.pipelineExecutionSummaries().getFirst().stopTrigger().reason())
        .isEqualTo("waited");
    at(60);
    assertThatExceptionOfType(PipelineExecutionNotStoppableException.class)
        .isThrownBy(() -> looks.stop(false));
    assertThatExceptionOfType(PipelineExecutionNotStoppableException.class)
        .isThrownBy(() -> looks.stop(true));
  }

  @Test
  void stopAndAbandon() {
    looks.stop(true);

    at(0.17);
    assertThat(looks.stage("Approve")).isEqualTo("Stopping");
    assertThat(looks.action("Approve").statusAsString()).isEqualTo("InProgress");
    at(0.63);
    assertThatExceptionOfType(PipelineExecutionNotStoppableException.class)
        .isThrownBy(() -> looks.stop(true));
    at(1.0);
    assertThat(looks.stage("Approve")).isEqualTo("Stopped");
    assertThat(looks.action("Approve").statusAsString()).isEqualTo("Abandoned");
    assertThat(looks.action("Approve").summary())
        .isEqualTo("The approval action has been canceled.");
    at(1.4);
    assertThat(looks.actions()).containsExactly("Release InProgress");
    at(1.5);
    assertThat(looks.actions()).containsExactly("Release Abandoned");
    at(1.7);
    assertThat(looks.execution()).isEqualTo("InProgress");
    at(4.999);
    assertThat(looks.execution()).isEqualTo("InProgress");
    at(5.0);
    assertThat(looks.execution()).isEqualTo("Stopped");
  }

  @Test
  void showsANewExecutionAfterASecond() {
    simulator.pipeline("q").stage("Build", action("Compile"));
    var started = new Looks(looks.client(), "q", simulator.start("q"));

    at(0.13);
    assertThatExceptionOfType(PipelineExecutionNotFoundException.class)
        .isThrownBy(started::execution);
    at(2.3);
    assertThat(started.execution()).isEqualTo("InProgress");
  }
}
