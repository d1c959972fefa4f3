package dev.pipelinestop.simulation;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static dev.pipelinestop.simulator.ActionDefinition.approval;

import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.simulator.ActionDefinition;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.StopAnswer;
import dev.pipelinestop.simulator.StopSituation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The schedule of a seed: a situation, and everything that can go wrong, mixed. */
final class RandomSchedule {
  private static final int MOST_TROUBLES = 12;
  private static final int STEPS = 50;
  private static final int MILLIS = 150_000;
  private static final Trouble[] TROUBLES = Trouble.values();

  private RandomSchedule() {}

  static Schedule of(long seed) {
    Random random = new Random(seed);
    Scenario scenario =
        new Scenario("seed " + seed, world -> situation(world, new Random(seed)), Set.of(), false);
    List<Planned> troubles = new ArrayList<>();
    for (int count = 1 + random.nextInt(MOST_TROUBLES); count > 0; count--) {
      Trouble trouble =
          random.nextInt(10) == 0 ? Trouble.RETRY : TROUBLES[random.nextInt(TROUBLES.length)];
      int amount = amount(trouble, random);
      troubles.add(
          trouble.ofStep() || random.nextBoolean()
              ? Planned.at(1 + random.nextInt(STEPS), trouble, amount)
              : Planned.after(
                  Duration.ofMillis(random.nextInt(1 + random.nextInt(MILLIS))), trouble, amount));
    }
    return new Schedule(scenario, troubles);
  }

  /**
   * What is promised rests on bounds: AWS shows within the settle period what happened, and a stop
   * that is on its way arrives, or does not, within the time that the protocol gives it.
   */
  private static int amount(Trouble trouble, Random random) {
    return switch (trouble) {
      case CRASH, CRASH_BEFORE, STALE_LEADER, JUMP_BACK -> random.nextInt(4) * random.nextInt(4);
      case SLOW -> 1 + random.nextInt(12);
      case PAUSE, PAUSE_BEFORE -> 1 + random.nextInt(40);
      case SECOND_LEADER -> 5 + random.nextInt(120);
      case LOSE_EVENTS -> 1 + random.nextInt(4);
      case LATE_EVENTS -> 1 + random.nextInt(20);
      case RUSH -> 1 + random.nextInt(120);
      case LATE_STOPS -> random.nextInt(8);
      case LATE_EXECUTION, LATE_ACTIONS, LATE_STATE, LATE_LIST -> random.nextInt(20);
      default -> 0;
    };
  }

  private static void situation(World world, Random random) {
    settings(world, random);
    Duration time = Duration.ofSeconds(5 + random.nextInt(300));
    ActionDefinition last =
        random.nextInt(4) == 0 ? approval("Decide").takes(time) : action("Update").takes(time);
    world
        .aws()
        .pipeline(Shop.PIPELINE)
        .mode(random.nextInt(4) == 0 ? ExecutionMode.QUEUED : ExecutionMode.SUPERSEDED)
        .stage("Build", action("Compile").takes(Duration.ofSeconds(1 + random.nextInt(20))))
        .stage("Deploy", random.nextInt(5) == 0 ? last.fails() : last)
        .stage("Verify", action("Check").takes(Duration.ofSeconds(1 + random.nextInt(120))));
    if (random.nextInt(3) == 0) {
      String ahead = random.nextBoolean() ? "Deploy" : "Verify";
      world.aws().place(Shop.PIPELINE, Placement.in(ahead));
    }
    if (random.nextInt(20) > 0) {
      String stage = random.nextBoolean() ? "Deploy" : "Build";
      world.aws().place(Shop.PIPELINE, Placement.in(stage).id(Shop.EXECUTION));
    }
    asks(world, Shop.NAME, random);
    if (random.nextInt(4) == 0) {
      asks(world, "other", random);
    }
  }

  private static void asks(World world, String name, Random random) {
    PipelineStopRequestSpecBuilder spec =
        random.nextInt(5) == 0
            ? PipelineStopRequestSpecBuilder.builder()
                .pipelineName(Shop.PIPELINE)
                .stageName(random.nextBoolean() ? "Deploy" : "Build")
                .notAfter(world.now().plusSeconds(600))
            : Shop.spec().with();
    if (random.nextInt(15) == 0) {
      spec.dryRun(true);
    }
    if (random.nextInt(3) == 0) {
      spec.abandon(true);
    } else if (random.nextInt(3) == 0) {
      spec.abandonAfter(1 + random.nextInt(90) + "s");
    }
    if (random.nextInt(4) == 0) {
      spec.notAfter(world.now().plusSeconds(1 + random.nextInt(120)));
    }
    world.asks(name, spec.build());
  }

  private static void settings(World world, Random random) {
    if (random.nextInt(4) == 0) {
      world.retriesForgetWaits();
    }
    world
        .aws()
        .settings()
        .abandonTakes(Duration.ofMillis(random.nextInt(15_000)))
        .betweenStages(
            random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(random.nextInt(20)))
        .escalationKeepsReason(random.nextBoolean())
        .waitOfLastActionSucceeds(random.nextBoolean())
        .failureWhileStoppingFails(random.nextBoolean());
    if (random.nextBoolean()) {
      world
          .aws()
          .stopAnswers()
          .set(StopSituation.STOPPING_BY_WAIT, StopMode.WAIT, StopAnswer.ACCEPTED)
          .set(StopSituation.STOPPING_BY_ABANDON, StopMode.ABANDON, StopAnswer.ACCEPTED);
    }
  }
}
