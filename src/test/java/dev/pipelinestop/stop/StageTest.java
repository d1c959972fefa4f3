package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** I1 of a request for a stage: the execution in it is fixed once, and is in it when stopped. */
class StageTest {
  private static final String NEWER = "99999999-8a43-4a3f-9f4b-3d1f1b8f2f10";

  private final ScriptedAws aws = new ScriptedAws();
  private final ProtocolRun run = new ProtocolRun(aws).asksForStage("Deploy");

  private static ActionSighting in(String stage) {
    return ActionSightingBuilder.builder(Sightings.action("stack", "InProgress"))
        .stage(stage)
        .build();
  }

  @Test
  void theExecutionInTheStageIsStopped() {
    run.round();

    assertThat(aws.sent())
        .extracting(NextStep.SendStop::target)
        .containsExactly(new Target("release", ProtocolRun.EXECUTION, "eu-west-1"));
    assertThat(run.status().pipelineExecutionId()).isEqualTo(ProtocolRun.EXECUTION);
    assertThat(run.reason()).isEqualTo("StopAccepted");
  }

  @Test
  void itIsRecordedBeforeAnythingElseIsAsked() {
    Decision decision =
        new StopProtocol(Timing.standard(), () -> "attempt")
            .decide(
                run.request(),
                new Observation.StageLooked(
                    StageLook.at(
                        "111122223333",
                        "eu-west-1",
                        Sightings.inStage(ProtocolRun.EXECUTION, "InProgress"))),
                Now.of(run.now()));

    PipelineStopRequestStatus pinned = decision.status();
    assertThat(decision.next())
        .isEqualTo(
            new NextStep.BeginLook(new Target("release", ProtocolRun.EXECUTION, "eu-west-1")));
    assertThat(pinned.pipelineExecutionId()).isEqualTo(ProtocolRun.EXECUTION);
    assertThat(pinned.account()).isEqualTo("111122223333");
    assertThat(pinned.region()).isEqualTo("eu-west-1");
    assertThat(pinned.stageResolvedAt()).isEqualTo(run.now());
    assertThat(pinned.condition("Succeeded").orElseThrow().reason()).isEqualTo("ConfirmingStage");
    assertThat(pinned.condition("Succeeded").orElseThrow().message())
        .startsWith("Execution " + ProtocolRun.EXECUTION + " is in stage Deploy");
  }

  @Test
  void theStageIsNeverAskedAgain() {
    aws.answers(Sightings.refused(AwsFailure.Meaning.BUSY));
    run.round();
    aws.showsInStage(Sightings.inStage(NEWER, "InProgress"));

    run.runFor(Duration.ofMinutes(10));

    assertThat(aws.resolutions()).isEqualTo(1);
    assertThat(aws.sent())
        .hasSize(2)
        .allSatisfy(
            sent ->
                assertThat(sent.target().pipelineExecutionId()).isEqualTo(ProtocolRun.EXECUTION));
  }

  @Test
  void aLateLookAtAStageChangesNothing() {
    run.round();
    run.proceed(
        new Observation.StageLooked(
            StageLook.at("111122223333", "eu-west-1", Sightings.inStage(NEWER, "InProgress"))));

    assertThat(run.status().pipelineExecutionId()).isEqualTo(ProtocolRun.EXECUTION);
  }

  @ParameterizedTest
  @EnumSource(StopMode.class)
  void nothingIsSentUntilAnActionOfItShowsInTheStage(StopMode mode) {
    if (mode == StopMode.ABANDON) {
      run.abandon();
    }
    aws.shows("InProgress", in("Build"));
    run.round();
    run.runFor(Duration.ofSeconds(29));
    assertThat(aws.sent()).isEmpty();
    assertThat(run.reason()).isEqualTo("ConfirmingStage");
    assertThat(run.message()).contains("until 2026-11-22T10:00:30Z");

    aws.shows("InProgress", in("Deploy"));
    run.round();

    assertThat(aws.sent()).extracting(NextStep.SendStop::mode).containsExactly(mode);
  }

  @Test
  void anExecutionThatIsNotAtWorkInTheStageIsNotStopped() {
    aws.shows("InProgress", in("Publish"));

    assertThat(run.runFor(Duration.ofSeconds(30))).isInstanceOf(NextStep.Finished.class);

    assertThat(aws.sent()).isEmpty();
    assertThat(run.reason()).isEqualTo("StageNotResolvable");
    assertThat(run.status().finishedAt()).isEqualTo(ProtocolRun.CREATED.plusSeconds(30));
    assertThat(run.message())
        .contains(
            "action stack in stage Publish",
            "pipelineExecutionId: " + ProtocolRun.EXECUTION,
            "aws codepipeline stop-pipeline-execution --pipeline-name release");
  }

  @Test
  void whatIsLookedAtLongAfterwardsIsNotReadAgain() {
    aws.shows("InProgress", in("Build"));
    run.round();
    aws.shows("InProgress");

    run.passes(Duration.ofMinutes(10)).round();

    assertThat(run.reason()).isEqualTo("StageNotResolvable");
  }

  @Test
  void onceAStopIsRecordedTheExecutionIsStoppedWhereverItIs() {
    aws.answers(Sightings.notStoppable());
    run.round();
    aws.shows("InProgress", Sightings.started(in("Publish"), run.now().plusSeconds(1)));

    run.runFor(Duration.ofSeconds(10));

    assertThat(aws.sent()).hasSize(2);
    assertThat(run.outcome(StopMode.WAIT)).isEqualTo(StopOutcome.ACCEPTED);
  }

  @Test
  void whatSomebodyElseStopsInAnotherStageIsNotAbandoned() {
    run.asks(spec -> spec.abandonAfter("1m"));
    aws.showsInStage(Sightings.inStage(ProtocolRun.EXECUTION, "Stopping"))
        .shows("Stopping", in("Publish"));
    run.round();
    assertThat(run.status().abandonAt()).isNull();

    run.abandon().runFor(Duration.ofHours(3));

    assertThat(aws.sent()).isEmpty();
    assertThat(run.reason()).isEqualTo("Stopping");
    aws.shows("Stopped");
    run.runFor(Duration.ofMinutes(2));
    assertThat(run.reason()).isEqualTo("Stopped");
  }

  @Test
  void whatSomebodyElseStopsInTheStageCanBeAbandoned() {
    aws.showsInStage(Sightings.inStage(ProtocolRun.EXECUTION, "Stopping"))
        .shows("Stopping", in("Deploy"));

    run.abandon().round();

    assertThat(aws.sent()).extracting(NextStep.SendStop::mode).containsExactly(StopMode.ABANDON);
  }

  @Test
  void anExecutionInParallelModeIsNotTheOnlyOneThere() {
    aws.shows(
        new ExecutionSighting.Found("InProgress", null, 1, "PARALLEL", "STANDARD", null, List.of()),
        in("Deploy"));

    run.round();

    assertThat(aws.sent()).isEmpty();
    assertThat(run.reason()).isEqualTo("StageNotResolvable");
    assertThat(run.message()).contains("PARALLEL", ProtocolRun.EXECUTION);
  }

  @Test
  void anEndedExecutionIsTheResult() {
    aws.shows("Failed", Sightings.action("stack", "Failed"));

    run.round();

    assertThat(run.reason()).isEqualTo("ExecutionFailed");
  }

  @Test
  void inAnotherAccountTheStageIsAnotherOne() {
    aws.showsInStage(new StageOccupancy.PipelineNotFound());
    run.round();

    run.inAccount("444455556666").passes(5);
    aws.showsInStage(Sightings.inStage(ProtocolRun.EXECUTION, "InProgress"));
    run.round();

    assertThat(run.reason()).isEqualTo("OtherAccount");
    assertThat(run.status().pipelineExecutionId()).isNull();
  }

  @Test
  void afterItsBoundNothingIsAsked() {
    run.at(ProtocolRun.NOT_AFTER).round();

    assertThat(run.reason()).isEqualTo("Expired");
    assertThat(aws.resolutions()).isZero();
  }

  @Test
  void theBoundEndsTheWaitForAnAction() {
    aws.shows("InProgress", in("Build"));
    run.at(ProtocolRun.NOT_AFTER.minusSeconds(10)).runFor(Duration.ofSeconds(10));

    assertThat(run.reason()).isEqualTo("Expired");
  }

  @Test
  void aRequestThatNamesNeitherDoesNothing() {
    run.asks(spec -> ProtocolRun.namesNothing());

    assertThat(run.round()).isInstanceOf(NextStep.Idle.class);

    assertThat(run.reason()).isEqualTo("UnsupportedField");
    assertThat(run.message()).contains("neither");
    assertThat(aws.resolutions()).isZero();
  }
}
