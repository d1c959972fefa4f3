package dev.pipelinestop.simulator;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.NotLatestPipelineExecutionException;
import software.amazon.awssdk.services.codepipeline.model.StageNotRetryableException;
import software.amazon.awssdk.services.codepipeline.model.StopExecutionTrigger;

class SimulatorRetryTest {
  private final Simulator simulator = Simulator.virtual();
  private final CodePipelineClient client = SdkClients.codePipeline(simulator);

  private Looks stopped() {
    simulator
        .pipeline("p")
        .stage("Build", action("Compile"), action("Stack").takes(ofSeconds(30)))
        .stage("Deploy", action("Deploy"));
    simulator.lags().none();
    var looks = new Looks(client, "p", simulator.start("p"));
    simulator.clock().advance(ofSeconds(15));
    looks.stop(true);
    simulator.clock().advance(ofSeconds(5));
    return looks;
  }

  private void retry(Looks looks, String mode) {
    client.retryStageExecution(
        r ->
            r.pipelineName("p").stageName("Build").pipelineExecutionId(looks.id()).retryMode(mode));
  }

  private StopExecutionTrigger stopTrigger() {
    return client
        .listPipelineExecutions(r -> r.pipelineName("p"))
        .pipelineExecutionSummaries()
        .getFirst()
        .stopTrigger();
  }

  @Test
  void goesOnWhereItWasStopped() {
    var looks = stopped();
    retry(looks, "FAILED_ACTIONS");

    assertThat(looks.execution()).isEqualTo("InProgress");
    assertThat(looks.actions())
        .containsExactly("Stack InProgress", "Stack Abandoned", "Compile Succeeded");
    assertThat(stopTrigger().reason()).isEqualTo("abandoned");
    assertThat(simulator.truth(looks.id()).attempt()).isEqualTo(2);
    simulator.clock().advance(ofSeconds(40));
    assertThat(looks.execution()).isEqualTo("Succeeded");
  }

  @Test
  void canForgetTheStop() {
    simulator.settings().retryKeepsStopTrigger(false);
    var looks = stopped();
    retry(looks, "ALL_ACTIONS");

    assertThat(stopTrigger()).isNull();
    assertThat(looks.actions())
        .containsExactly(
            "Stack InProgress", "Compile InProgress", "Stack Abandoned", "Compile Succeeded");
    assertThat(
            client
                .listActionExecutions(
                    r ->
                        r.pipelineName("p")
                            .filter(
                                f ->
                                    f.latestInPipelineExecution(
                                        l ->
                                            l.pipelineExecutionId(looks.id())
                                                .startTimeRange("Latest"))))
                .actionExecutionDetails())
        .hasSize(2);
  }

  @Test
  void canBeStoppedAgain() {
    var looks = stopped();
    retry(looks, "FAILED_ACTIONS");
    looks.stop(false);
    simulator.clock().advance(ofSeconds(30));

    assertThat(looks.execution()).isEqualTo("Stopped");
    assertThat(stopTrigger().reason()).isEqualTo("waited");
  }

  @Test
  void isRefusedWhereNothingWasStopped() {
    var looks = stopped();
    retry(looks, "FAILED_ACTIONS");

    assertThatExceptionOfType(StageNotRetryableException.class)
        .isThrownBy(() -> retry(looks, "FAILED_ACTIONS"));
  }

  @Test
  void isRefusedWhenANewerExecutionHasPassed() {
    var looks = stopped();
    simulator.start("p");

    assertThatExceptionOfType(NotLatestPipelineExecutionException.class)
        .isThrownBy(() -> retry(looks, "FAILED_ACTIONS"));
  }
}
