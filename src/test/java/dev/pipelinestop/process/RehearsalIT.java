package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.simulator.SimulatorServer;
import org.junit.jupiter.api.Test;

/** The jar rehearses a stop when it has started, and nobody is told. */
final class RehearsalIT {

  @Test
  void whatIsRehearsedIsSeenByNobody() {
    try (ApiServer kubernetes = ApiServer.start();
        SimulatorServer aws = SimulatorServer.start(Simulator.realTime());
        OperatorProcess operator =
            OperatorProcess.Launch.jar("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m")
                .cluster(kubernetes.kubeconfig())
                .aws(aws.endpoint())
                .with("--log-format=text", "--log-level=debug")
                .start()) {
      await("the end of the rehearsal")
          .atMost(Scene.PATIENCE)
          .until(() -> operator.log().contains("DEBUG A stop was rehearsed 60 times\n"));

      assertThat(operator.log()).doesNotContain("PipelineExecution (", "rehearsal/", "[/");
      assertThat(aws.simulator().ledger().calls()).isEmpty();
    }
  }
}
