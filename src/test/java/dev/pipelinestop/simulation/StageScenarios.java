package dev.pipelinestop.simulation;

import static dev.pipelinestop.simulation.Shop.EXECUTION;
import static dev.pipelinestop.simulation.Shop.LONG;
import static dev.pipelinestop.simulation.Shop.NAME;
import static dev.pipelinestop.simulation.Shop.PIPELINE;
import static dev.pipelinestop.simulation.Shop.asks;
import static dev.pipelinestop.simulation.Shop.pipeline;
import static dev.pipelinestop.simulation.Shop.running;
import static dev.pipelinestop.simulation.Shop.seconds;

import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.simulator.Placement;
import java.util.List;
import java.util.function.UnaryOperator;

/** The base scenarios of requests that name a stage, or only want to know. */
final class StageScenarios {
  private StageScenarios() {}

  static List<Scenario> all() {
    return List.of(
        Scenario.of(
            "abandon what is in a stage",
            world -> {
              running(world, LONG);
              asksForStage(world, spec -> spec.abandon(true));
            },
            "Stopped"),
        Scenario.of(
            "wait in a stage that another execution enters afterwards",
            world -> {
              running(world, seconds(90));
              world.aws().place(PIPELINE, Placement.in("Deploy"));
              asksForStage(world, spec -> spec);
            },
            "Stopped"),
        Scenario.of(
                "the stage is left before a stop is sent",
                world -> {
                  pipeline(world, seconds(1));
                  world.aws().place(PIPELINE, Placement.in("Deploy").id(EXECUTION));
                  world.aws().place(PIPELINE, Placement.in("Deploy"));
                  world.pass(seconds(1).minusMillis(20));
                  asksForStage(world, spec -> spec.abandon(true));
                },
                "StageNotResolvable",
                "ExecutionSucceeded")
            .dependsOnTime("Stopped", "NothingRunning"),
        Scenario.of(
            "nothing in the stage",
            world -> {
              pipeline(world, LONG);
              asksForStage(world, spec -> spec);
            },
            "NothingRunning"),
        Scenario.of(
            "dry run",
            world -> {
              running(world, LONG);
              asks(world, spec -> spec.dryRun(true).abandon(true));
            },
            "DryRun"),
        Scenario.of(
            "dry run of a stage",
            world -> {
              running(world, LONG);
              asksForStage(world, spec -> spec.dryRun(true));
            },
            "DryRun"));
  }

  private static void asksForStage(
      World world, UnaryOperator<PipelineStopRequestSpecBuilder> with) {
    PipelineStopRequestSpecBuilder spec =
        PipelineStopRequestSpecBuilder.builder()
            .pipelineName(PIPELINE)
            .stageName("Deploy")
            .notAfter(world.now().plus(LONG));
    world.asks(NAME, with.apply(spec).build());
  }
}
