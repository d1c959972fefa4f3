package dev.pipelinestop.reconcile;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.reconcile.MemoryRequestStore.Fault;
import dev.pipelinestop.simulator.Call;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.ReadModel;
import dev.pipelinestop.simulator.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** A request for a stage, and a dry run, by the production shell against the simulator. */
final class StageRoundsTest {
  private final Stand stand = new Stand();

  StageRoundsTest() {
    stand
        .aws()
        .pipeline("shop")
        .stage("Build", action("Compile").takes(Duration.ofMinutes(1)))
        .stage("Deploy", action("Update").provider("CloudFormation").takes(Duration.ofHours(2)));
  }

  @AfterEach
  void forgetTheRequest() {
    MDC.clear();
  }

  private PipelineStopRequestSpecBuilder forStage(String stage) {
    return PipelineStopRequestSpecBuilder.builder()
        .pipelineName("shop")
        .stageName(stage)
        .notAfter(stand.aws().clock().instant().plus(Duration.ofMinutes(30)));
  }

  private void assertNothingWasSent() {
    assertThat(stand.aws().ledger().stops()).isEmpty();
  }

  @Test
  void theExecutionInTheStageIsStoppedAndNoOther() {
    String inBuild = stand.aws().place("shop", Placement.in("Build"));
    String inDeploy = stand.aws().place("shop", Placement.in("Deploy"));
    stand.request(forStage("Deploy").abandon(true).build());

    PipelineStopRequestStatus status = stand.runToTheEnd();

    assertThat(Stand.reason(status)).isEqualTo("Stopped");
    assertThat(status.pipelineExecutionId()).isEqualTo(inDeploy).isNotEqualTo(inBuild);
    assertThat(stand.aws().ledger().acceptedStops(inDeploy, StopMode.ABANDON)).hasSize(1);
    assertThat(stand.aws().ledger().stops()).hasSize(1);
  }

  @Test
  void theLogNamesTheExecutionOnceItIsKnown() {
    String execution = stand.aws().place("shop", Placement.in("Deploy"));
    stand.request(forStage("Deploy").build());
    MDC.put("execution", "-");

    stand.runFor(Duration.ofSeconds(1));

    assertThat(MDC.get("execution")).isEqualTo(execution);
  }

  @Test
  void theExecutionIsRecordedBeforeItIsLookedAt() {
    String execution = stand.aws().place("shop", Placement.in("Deploy"));
    stand.request(forStage("Deploy").abandon(true).build());
    stand.store().failAfter(0, Fault.LOST_BEFORE);

    stand.runFor(Duration.ofSeconds(1));
    assertThat(stand.aws().ledger().calls())
        .extracting(Call::operation)
        .doesNotContain("GetPipelineExecution", "ListActionExecutions");

    stand.runToTheEnd();
    PipelineStopRequestStatus first = stand.store().written().getFirst();
    assertThat(first.pipelineExecutionId()).isEqualTo(execution);
    assertThat(first.stops()).isEmpty();
    assertThat(stand.store().written()).hasSize(4);
  }

  /** Each fault at each write, by processes that forget everything: one stop, of that execution. */
  @ParameterizedTest
  @CsvSource({
    "0, LOST_BEFORE", "0, LOST_AFTER", "0, OVERTAKEN", "0, REFUSED",
    "1, LOST_BEFORE", "1, LOST_AFTER", "1, OVERTAKEN", "1, REFUSED",
    "2, LOST_BEFORE", "2, LOST_AFTER", "2, OVERTAKEN", "2, REFUSED"
  })
  void aFailedWriteHitsNoOtherExecution(int write, Fault fault) {
    String execution = stand.aws().place("shop", Placement.in("Deploy"));
    stand.request(forStage("Deploy").abandon(true).build());
    stand.store().failAfter(write, fault);
    stand.restartAfterEveryRound();

    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");

    assertThat(stand.aws().ledger().stops())
        .hasSize(1)
        .allSatisfy(stop -> assertThat(stop.pipelineExecutionId()).isEqualTo(execution));
  }

  @Test
  void aStateThatLagsDoesNotHitTheExecutionThatHasLeft() {
    stand.aws().pipeline("shop").lags().set(ReadModel.GET_PIPELINE_STATE, Duration.ofMinutes(1));
    String left =
        stand
            .aws()
            .place("shop", Placement.in("Build").remaining("Compile", Duration.ofSeconds(10)));
    stand.aws().clock().advance(Duration.ofSeconds(30));
    stand.request(forStage("Build").build());

    PipelineStopRequestStatus status = stand.runToTheEnd();

    assertThat(status.pipelineExecutionId()).isEqualTo(left);
    assertThat(Stand.reason(status)).isEqualTo("StageNotResolvable");
    assertThat(stand.took())
        .as("half a minute before it was created included")
        .isEqualTo(Duration.ofMinutes(1));
    assertNothingWasSent();
  }

  @Test
  void anActionThatIsSeenLateIsWaitedFor() {
    stand
        .aws()
        .pipeline("shop")
        .lags()
        .set(ReadModel.LIST_ACTION_EXECUTIONS, Duration.ofSeconds(10));
    String execution = stand.aws().start("shop");
    stand.aws().clock().advance(Duration.ofSeconds(2));
    stand.request(forStage("Build").build());

    stand.runFor(Duration.ofSeconds(20));

    assertThat(stand.aws().ledger().acceptedStops(execution, StopMode.WAIT)).hasSize(1);
  }

  @Test
  void anEmptyStageIsNothingToStop() {
    stand.aws().place("shop", Placement.ended(Status.SUCCEEDED));
    stand.request(forStage("Deploy").build());

    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("NothingRunning");
    assertThat(stand.took()).isZero();
    assertNothingWasSent();
  }

  @Test
  void whatEntersLaterIsNotStopped() {
    stand.request(forStage("Deploy").build());
    stand.runToTheEnd();
    stand.aws().place("shop", Placement.in("Deploy"));

    stand.restartAfterEveryRound();
    stand.runFor(Duration.ofMinutes(20));

    assertNothingWasSent();
  }

  @Test
  void whatRunsInParallelIsNamed() {
    stand.aws().pipeline("shop").mode(ExecutionMode.PARALLEL);
    String execution = stand.aws().place("shop", Placement.in("Deploy"));
    stand.request(forStage("Deploy").build());

    PipelineStopRequestStatus status = stand.runToTheEnd();

    assertThat(Stand.reason(status)).isEqualTo("StageNotResolvable");
    assertThat(Stand.message(status)).contains(execution, "PARALLEL");
    assertNothingWasSent();
  }

  @Test
  void withoutThePermissionToSeeParallelExecutionsNoStageIsCalledEmpty() {
    stand.aws().faults().on("ListPipelineExecutions").accessDenied();
    stand.request(forStage("Deploy").build());

    stand.runFor(Duration.ofMinutes(5));

    assertThat(Stand.reason(stand.store().status())).isEqualTo("AccessDenied");
    assertThat(Stand.message(stand.store().status())).contains("ListPipelineExecutions");
  }

  /** A look of which a part failed is not one that succeeded: it would never be said. */
  @Test
  void whatFailsEveryTimeInTheSecondPartOfALookIsSaid() {
    stand.aws().faults().on("ListPipelineExecutions").html();
    stand.request(forStage("Deploy").build());

    stand.runFor(Duration.ofMinutes(5));

    assertThat(Stand.reason(stand.store().status())).isEqualTo("UnintelligibleAnswer");
  }

  @Test
  void whatWaitsBeforeADisabledTransitionIsNamed() {
    stand.disableTransition("shop", "Deploy", "release freeze");
    String waiting = stand.aws().place("shop", Placement.in("Deploy"));
    stand.aws().clock().advance(Duration.ofSeconds(1));
    stand.request(forStage("Deploy").build());

    PipelineStopRequestStatus status = stand.runToTheEnd();

    assertThat(Stand.reason(status)).isEqualTo("StageNotResolvable");
    assertThat(Stand.message(status)).contains(waiting, "release freeze");
    assertNothingWasSent();
  }

  @ParameterizedTest
  @CsvSource({"shop, Depoly, StageNotFound", "shopp, Deploy, PipelineNotFound"})
  void aWrongNameIsSaid(String pipeline, String stage, String reason) {
    stand.request(forStage(stage).pipelineName(pipeline).build());

    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo(reason);
    assertNothingWasSent();
  }

  @ParameterizedTest
  @EnumSource(StopMode.class)
  void aDryRunSendsNothing(StopMode mode) {
    String execution = stand.aws().place("shop", Placement.in("Deploy"));
    stand.request(
        Stand.spec("shop", execution).abandon(mode == StopMode.ABANDON).dryRun(true).build());

    PipelineStopRequestStatus status = stand.runToTheEnd();
    stand.abandon();
    stand.restartAfterEveryRound();
    stand.runFor(Duration.ofHours(1));

    assertThat(Stand.reason(status)).isEqualTo("DryRun");
    assertThat(status.inProgressActions()).hasSize(1);
    assertThat(status.stages()).isNotEmpty();
    assertThat(stand.store().written()).hasSizeLessThanOrEqualTo(2);
    assertNothingWasSent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deploy", "Build"})
  void aDryRunOfAStageSendsNothing(String stage) {
    String execution = stand.aws().place("shop", Placement.in("Deploy"));
    stand.request(forStage(stage).dryRun(true).build());

    PipelineStopRequestStatus status = stand.runToTheEnd();

    assertThat(Stand.reason(status))
        .isEqualTo(stage.equals("Deploy") ? "DryRun" : "NothingRunning");
    assertThat(status.pipelineExecutionId()).isEqualTo(stage.equals("Deploy") ? execution : null);
    assertNothingWasSent();
  }
}
