package dev.pipelinestop.simulator;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pipelinestop.api.StopMode;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

/** What goes wrong within the process: time passes on the virtual clock only. */
class SimulatorHttpClientTest {
  private final Simulator simulator = Simulator.virtual();
  private Looks looks = new Looks(SdkClients.codePipeline(simulator), "p", "");

  @BeforeEach
  void run() {
    simulator.pipeline("p").stage("Build", action("Compile").takes(ofHours(1)));
    simulator.lags().none();
    looks = new Looks(looks.client(), "p", simulator.start("p"));
  }

  @Test
  void aShortHangOnlyTakesTime() {
    var before = simulator.clock().instant();
    simulator.faults().on("StopPipelineExecution").once().hang(ofSeconds(10));
    looks.stop(false);

    assertThat(simulator.clock().instant()).isEqualTo(before.plusSeconds(10));
    assertThat(simulator.truth(looks.id()).changedAt()).isEqualTo(before.plusSeconds(10));
  }

  @Test
  void aLongHangTimesOutAndHasItsEffectLater() {
    var before = simulator.clock().instant();
    simulator.faults().on("StopPipelineExecution").once().hang(ofSeconds(100));

    assertThatExceptionOfType(SdkException.class)
        .isThrownBy(() -> looks.stop(false))
        .withRootCauseInstanceOf(SocketTimeoutException.class);
    assertThat(simulator.clock().instant()).isEqualTo(before.plusSeconds(30));
    assertThat(looks.execution()).isEqualTo("InProgress");
    simulator.clock().advance(ofHours(2));
    assertThat(looks.execution()).isEqualTo("Stopped");
    assertThat(simulator.ledger().acceptedStops(looks.id(), StopMode.WAIT)).hasSize(1);
    assertThat(simulator.truth(looks.id()).changedAt()).isEqualTo(before.plus(ofHours(1)));
  }

  @Test
  void aLostAnswerIsAReset() {
    simulator.faults().on("StopPipelineExecution").once().loseAnswer();

    assertThatExceptionOfType(SdkException.class)
        .isThrownBy(() -> looks.stop(true))
        .withRootCauseInstanceOf(SocketException.class);
    assertThat(simulator.ledger().acceptedStops(looks.id(), StopMode.ABANDON)).hasSize(1);
  }

  @Test
  void aTruncatedAnswerIsAnError() {
    simulator.faults().on("StopPipelineExecution").once().truncateAnswer();

    assertThatExceptionOfType(SdkException.class).isThrownBy(() -> looks.stop(true));
    assertThat(simulator.ledger().acceptedStops(StopMode.ABANDON)).hasSize(1);
  }

  @Test
  void readModelsCanContradictEachOther() {
    simulator.pipeline("p").lags().set(ReadModel.GET_PIPELINE_EXECUTION, ofHours(1));
    simulator.showInstead(ReadModel.GET_PIPELINE_STATE, looks.id(), "Paused");
    simulator.clock().advance(ofHours(1).minusSeconds(1));
    looks.stop(true);
    simulator.clock().advance(ofSeconds(10));

    assertThat(looks.execution()).isEqualTo("InProgress");
    assertThat(looks.actions()).containsExactly("Compile Abandoned");
    assertThat(looks.stage("Build")).isEqualTo("Paused");
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
  }

  private static List<Object> run(long seed) {
    var simulator = Simulator.virtual(seed);
    simulator.pipeline("p").stage("Build", action("Compile"));
    simulator.faults().on("*").probability(0.5).throttle();
    var client = SdkClients.codePipeline(simulator);
    for (int i = 0; i < 20; i++) {
      try {
        client.startPipelineExecution(r -> r.name("p"));
      } catch (SdkException throttled) {
        simulator.clock().advance(ofSeconds(1));
      }
    }
    return new ArrayList<>(List.of(simulator.ledger().calls(), simulator.truths()));
  }
}
