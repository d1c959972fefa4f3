package dev.pipelinestop.simulator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulatorScenarioTest {
  private final Simulator simulator = Simulator.virtual();

  private Looks looks(String pipeline, String id) {
    return new Looks(SdkClients.codePipeline(simulator), pipeline, id);
  }

  @Test
  void theSandboxHasFiveSituations() {
    Scenario.read(Path.of("src/test/resources/simulator/sandbox.yaml")).addTo(simulator);

    var payments = looks("payments-deploy", "11111111-1111-4111-8111-111111111111");
    var web = looks("web-deploy", "22222222-2222-4222-8222-222222222222");
    var orders = looks("orders-deploy", "33333333-3333-4333-8333-333333333333");
    var search = looks("search-deploy", "44444444-4444-4444-8444-444444444444");
    assertThat(payments.actions())
        .containsExactly("DeployService InProgress", "Checkout Succeeded");
    assertThat(web.actions())
        .containsExactly("BuildAssets InProgress", "UpdateStack InProgress", "Checkout Succeeded");
    assertThat(orders.action("Approve").token()).isNotBlank();
    assertThat(search.execution()).isEqualTo("Succeeded");
    payments.stop(false);
    simulator.clock().advance(ofSeconds(5));
    assertThat(simulator.truth(payments.id()).status()).isEqualTo(Status.STOPPED);
    assertThat(orders.execution()).isEqualTo("InProgress");
  }

  @Test
  void generatesManyAlike() {
    Scenario.parse(
            """
            pipelines:
              - name: bench
                count: 100
                mode: PARALLEL
                stages:
                  - name: Deploy
                    actions: [{name: Deploy, category: Deploy, provider: ECS, takes: 10m}]
                generate: {executions: 10, stage: Deploy}
            """)
        .addTo(simulator);

    assertThat(simulator.truths()).hasSize(1000).allMatch(t -> t.status() == Status.IN_PROGRESS);
    assertThat(looks("bench-100", Scenario.generatedId("bench-100", 10)).actions())
        .containsExactly("Deploy InProgress");
    assertThat(Scenario.generatedId("bench-1", 1))
        .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @Test
  void setsLagsSettingsAndFaults() {
    Scenario.parse(
            """
            settings: {account: "210987654321", abandonTakes: 2s}
            lags: [none, GetPipelineExecution=3s, ListActionExecutions.abandoned=1m]
            faults:
              - {operation: StopPipelineExecution, times: 1, fault: loseAnswer}
              - {operation: ListPipelines, fault: limit, perSecond: 5}
            pipelines:
              - name: p
                stages:
                  - name: Approve
                    actions: [{name: Release, category: Approval, provider: Manual, takes: 1d}]
                executions:
                  - {id: 11111111-1111-4111-8111-111111111111, stage: Approve}
                  - {id: 22222222-2222-4222-8222-222222222222, status: Failed, startedAgo: 1h}
            """)
        .addTo(simulator);

    assertThat(simulator.lags().of(ReadModel.GET_PIPELINE_STATE, Change.ENDED)).isZero();
    assertThat(simulator.lags().of(ReadModel.GET_PIPELINE_EXECUTION, Change.ENDED))
        .isEqualTo(ofSeconds(3));
    assertThat(simulator.lags().of(ReadModel.LIST_ACTION_EXECUTIONS, Change.ABANDONED))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(simulator.truth("22222222-2222-4222-8222-222222222222").actions(Status.FAILED))
        .hasSize(1);
    assertThat(SdkClients.sts(simulator).getCallerIdentity().account()).isEqualTo("210987654321");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scenario.parse("pipelines: [{name: p, colour: red}]"))
        .withMessageContaining("colour");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scenario.parse("lags: [Fast]").addTo(simulator))
        .withMessageContaining("Fast");
  }
}
