package dev.pipelinestop.simulation;

import static dev.pipelinestop.simulator.ActionDefinition.action;

import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.simulator.ActionDefinition;
import dev.pipelinestop.simulator.Placement;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The pipeline of the scenarios, its one execution, and the request to stop that. */
final class Shop {
  static final String PIPELINE = "shop";
  static final String EXECUTION = "11111111-2222-4333-8444-555555555555";
  static final String NAME = "halt";
  static final Duration LONG = Duration.ofHours(2);

  private Shop() {}

  static void escalate(World world) {
    world.api().edit(NAME, spec -> spec.with().abandon(true).build());
  }

  static void waits(World world, Duration remaining) {
    running(world, remaining);
    asks(world);
  }

  /** An execution in the last stage, whose action takes so much longer. */
  static void running(World world, Duration remaining) {
    pipeline(world, remaining);
    world.aws().place(PIPELINE, Placement.in("Deploy").id(EXECUTION));
  }

  static void pipeline(World world, Duration duration) {
    pipeline(world, action("Update").provider("CloudFormation").takes(duration));
  }

  static void pipeline(World world, ActionDefinition action) {
    world.aws().pipeline(PIPELINE).stage("Build", action("Compile")).stage("Deploy", action);
  }

  static void asks(World world) {
    asks(world, spec -> spec);
  }

  static void asks(World world, UnaryOperator<PipelineStopRequestSpecBuilder> with) {
    world.asks(NAME, with.apply(spec().with()).build());
  }

  static PipelineStopRequestSpec spec() {
    return PipelineStopRequestSpecBuilder.builder()
        .pipelineName(PIPELINE)
        .pipelineExecutionId(EXECUTION)
        .build();
  }

  static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }
}
