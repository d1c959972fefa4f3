package dev.pipelinestop.simulation;

import static dev.pipelinestop.simulation.Shop.EXECUTION;
import static dev.pipelinestop.simulation.Shop.LONG;
import static dev.pipelinestop.simulation.Shop.PIPELINE;
import static dev.pipelinestop.simulation.Shop.asks;
import static dev.pipelinestop.simulation.Shop.running;
import static dev.pipelinestop.simulation.Shop.seconds;
import static dev.pipelinestop.simulation.Shop.spec;
import static dev.pipelinestop.simulator.ActionDefinition.action;

import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.ReadModel;
import dev.pipelinestop.simulator.StopAnswer;
import dev.pipelinestop.simulator.StopSituation;

/** Situations of scenarios that take more words. */
final class Situations {
  private Situations() {}

  static void expires(World world) {
    running(world, seconds(100));
    world.aws().stopAnswers().set(StopSituation.IN_PROGRESS, StopAnswer.NOT_STOPPABLE);
    asks(world, spec -> spec.notAfter(world.now().plusSeconds(20)));
    // From then on AWS would take it.
    world.after(
        seconds(21),
        () -> world.aws().stopAnswers().set(StopSituation.IN_PROGRESS, StopAnswer.ACCEPTED));
  }

  static void throttled(World world) {
    world.suffers("GetCallerIdentity", 1, Trouble.BUSY, 0);
    world.suffers("GetPipelineExecution", 1, Trouble.BUSY, 0);
    world.suffers("GetPipelineExecution", 2, Trouble.BUSY, 0);
    world.suffers("ListActionExecutions", 1, Trouble.BUSY, 0);
    world.suffers("StopPipelineExecution", 1, Trouble.BUSY, 0);
    world.suffers("GetPipelineExecution", 5, Trouble.BUSY, 0);
    running(world, LONG);
    asks(world, spec -> spec.abandon(true));
  }

  /** It waits before a stage that another one occupies, and a third one comes. */
  static void superseded(World world) {
    world
        .aws()
        .pipeline(PIPELINE)
        .mode(ExecutionMode.SUPERSEDED)
        .stage("Deploy", action("Update").takes(LONG));
    world.aws().settings().stopTakesEffectAfter(seconds(5));
    world.aws().place(PIPELINE, Placement.in("Deploy"));
    world.aws().place(PIPELINE, Placement.in("Deploy").id(EXECUTION));
    asks(world);
    world.after(seconds(3), () -> world.people().start(PIPELINE));
  }

  /** GetPipelineExecution shows the end that was before the retry. */
  static void retriedBefore(World world) {
    world.aws().lags().set(ReadModel.GET_PIPELINE_EXECUTION, seconds(5));
    running(world, LONG);
    world.people().stop(spec(), true);
    world.pass(seconds(20));
    world.people().retry(spec());
    world.pass(seconds(1));
    asks(world, spec -> spec.abandon(true));
  }
}
