package dev.pipelinestop.simulation;

import static dev.pipelinestop.simulation.Shop.EXECUTION;
import static dev.pipelinestop.simulation.Shop.LONG;
import static dev.pipelinestop.simulation.Shop.NAME;
import static dev.pipelinestop.simulation.Shop.PIPELINE;
import static dev.pipelinestop.simulation.Shop.asks;
import static dev.pipelinestop.simulation.Shop.escalate;
import static dev.pipelinestop.simulation.Shop.pipeline;
import static dev.pipelinestop.simulation.Shop.running;
import static dev.pipelinestop.simulation.Shop.seconds;
import static dev.pipelinestop.simulation.Shop.spec;
import static dev.pipelinestop.simulation.Shop.waits;
import static dev.pipelinestop.simulator.ActionDefinition.action;
import static dev.pipelinestop.simulator.ActionDefinition.approval;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.ReadModel;
import dev.pipelinestop.simulator.Status;
import dev.pipelinestop.simulator.StopAnswer;
import dev.pipelinestop.simulator.StopSituation;
import java.util.List;
import java.util.stream.Stream;

/**
 * The base scenarios. Each has an end, so that every run of it has one. A new kind of request is
 * one more entry of {@link #all}.
 */
final class Scenarios {

  private Scenarios() {}

  static List<Scenario> all() {
    return Stream.concat(ofExecutions().stream(), StageScenarios.all().stream()).toList();
  }

  private static List<Scenario> ofExecutions() {
    return List.of(
        waiting(),
        abandon(),
        Scenario.of(
            "escalation by hand",
            world -> {
              waits(world, LONG);
              world.after(seconds(75), () -> escalate(world));
            },
            "Stopped"),
        Scenario.of(
            "escalation by deadline",
            world -> {
              running(world, LONG);
              asks(world, spec -> spec.abandonAfter("20s"));
            },
            "Stopped"),
        Scenario.of("expiry", Situations::expires, "Expired").dependsOnTime("Stopped"),
        Scenario.of(
            "already stopping",
            world -> {
              running(world, seconds(20));
              world.people().stop(spec(), false);
              world.pass(seconds(3));
              asks(world);
            },
            "Stopped"),
        Scenario.of(
                "somebody else is faster",
                world -> {
                  running(world, seconds(20));
                  world.people().stop(spec(), false);
                  asks(world);
                },
                "Stopped")
            .dependsOnTime(),
        finished("already succeeded", Status.SUCCEEDED, "ExecutionSucceeded"),
        finished("already stopped", Status.STOPPED, "AlreadyStopped"),
        finished("already failed", Status.FAILED, "ExecutionFailed"),
        Scenario.of(
            "not found",
            world -> {
              pipeline(world, seconds(20));
              asks(world);
            },
            "ExecutionNotFound"),
        Scenario.of(
            "found late",
            world -> {
              world.aws().pipeline(PIPELINE).stage("Deploy", action("Update").takes(LONG));
              world.aws().lags().set(ReadModel.GET_PIPELINE_EXECUTION, seconds(4));
              world.aws().start(PIPELINE, EXECUTION);
              asks(world, spec -> spec.abandon(true));
            },
            "Stopped"),
        Scenario.of("throttled", Situations::throttled, "Stopped"),
        lost("lost answer to a wait", Trouble.ANSWER_LOST, false),
        lost("lost answer to an abandon", Trouble.ANSWER_LOST, true),
        lost("abandon lost on its way", Trouble.LOST, true),
        lost("abandon that arrives late", Trouble.SLOW, true),
        Scenario.of("superseded while stopping", Situations::superseded, "ExecutionSuperseded")
            .dependsOnTime("Stopped"),
        Scenario.of(
            "approval timeout",
            world -> {
              pipeline(world, approval("Decide").takes(seconds(90)));
              world.aws().place(PIPELINE, Placement.in("Deploy").id(EXECUTION));
              asks(world);
            },
            "Stopped"),
        Scenario.of(
                "retry of a stopped execution",
                world -> {
                  running(world, LONG);
                  asks(world, spec -> spec.abandon(true));
                  world.after(seconds(25), () -> world.people().retry(spec()));
                  world.after(seconds(90), () -> world.people().stop(spec(), true));
                },
                "Stopped",
                "ExecutionResumed")
            .dependsOnTime(),
        Scenario.of(
                "retry at once",
                world -> {
                  running(world, LONG);
                  asks(world, spec -> spec.abandon(true));
                  world.after(seconds(3), () -> world.people().retry(spec()));
                  world.after(seconds(120), () -> world.people().stop(spec(), true));
                },
                "Stopped",
                "ExecutionResumed")
            .dependsOnTime(),
        Scenario.of(
                "deletion in the middle",
                world -> {
                  waits(world, seconds(20));
                  world.after(seconds(5), () -> world.api().delete(NAME));
                })
            .dependsOnTime(),
        Scenario.of(
                "re-creation",
                world -> {
                  waits(world, seconds(20));
                  world.after(
                      seconds(8),
                      () -> {
                        world.api().delete(NAME);
                        asks(world);
                      });
                },
                "Stopped")
            .dependsOnTime(),
        Scenario.of(
            "re-creation of a finished request",
            world -> {
              running(world, LONG);
              asks(world, spec -> spec.abandon(true));
              world.after(
                  seconds(75),
                  () -> {
                    world.api().delete(NAME);
                    asks(world, spec -> spec.abandon(true));
                  });
            },
            "Stopped",
            "AlreadyStopped"),
        Scenario.of(
                "two requests for one execution",
                world -> {
                  waits(world, seconds(20));
                  world.asks("other", spec().with().abandon(true).build());
                },
                "Stopped")
            .dependsOnTime("AlreadyStopped"),
        Scenario.of(
                "between two stages",
                world -> {
                  world.aws().settings().betweenStages(seconds(6));
                  pipeline(world, seconds(1));
                  world.aws().pipeline(PIPELINE).stage("Verify", action("Check").takes(LONG));
                  world.aws().place(PIPELINE, Placement.in("Deploy").id(EXECUTION));
                  world.pass(seconds(3));
                  asks(world, spec -> spec.abandon(true));
                },
                "Stopped")
            .dependsOnTime(),
        Scenario.of(
                "edit of a finished request",
                world -> {
                  waits(world, seconds(10));
                  world.after(seconds(60), () -> escalate(world));
                },
                "Stopped")
            .dependsOnTime("ExecutionSucceeded"),
        Scenario.of("retried just before", Situations::retriedBefore, "Stopped"),
        Scenario.of(
            "another execution ahead",
            world -> {
              pipeline(world, LONG);
              world.aws().pipeline(PIPELINE).stage("Verify", action("Check").takes(LONG));
              world.aws().place(PIPELINE, Placement.in("Verify"));
              world.aws().place(PIPELINE, Placement.in("Deploy").id(EXECUTION));
              asks(world);
              world.after(seconds(75), () -> escalate(world));
            },
            "Stopped"),
        everyStopTaken("wait, where AWS takes every stop", false),
        everyAbandonTaken());
  }

  static Scenario waiting() {
    return Scenario.of("wait", world -> waits(world, seconds(90)), "Stopped");
  }

  /** The shortest one that sends a stop. */
  static Scenario abandon() {
    return Scenario.of(
        "abandon",
        world -> {
          running(world, LONG);
          asks(world, spec -> spec.abandon(true));
        },
        "Stopped");
  }

  static Scenario everyAbandonTaken() {
    return everyStopTaken("abandon, where AWS takes every stop", true);
  }

  private static Scenario finished(String name, Status status, String result) {
    return Scenario.of(
        name,
        world -> {
          pipeline(world, seconds(20));
          world.aws().place(PIPELINE, Placement.ended(status).id(EXECUTION));
          asks(world);
        },
        result);
  }

  private static Scenario lost(String name, Trouble trouble, boolean abandon) {
    return Scenario.of(
        name,
        world -> {
          running(world, abandon ? LONG : seconds(120));
          world.suffers("StopPipelineExecution", 1, trouble, 12);
          asks(world, spec -> spec.abandon(abandon));
        },
        "Stopped");
  }

  /** A second stop would be accepted: nothing of AWS helps to send one only. */
  private static Scenario everyStopTaken(String name, boolean abandon) {
    return Scenario.of(
        name,
        world -> {
          world
              .aws()
              .stopAnswers()
              .set(StopSituation.STOPPING_BY_WAIT, StopMode.WAIT, StopAnswer.ACCEPTED)
              .set(StopSituation.STOPPING_BY_ABANDON, StopMode.ABANDON, StopAnswer.ACCEPTED);
          running(world, abandon ? LONG : seconds(90));
          world.aws().settings().abandonTakes(seconds(20));
          asks(world, spec -> spec.abandon(abandon));
        },
        "Stopped");
  }
}
