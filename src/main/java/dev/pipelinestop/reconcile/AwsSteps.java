package dev.pipelinestop.reconcile;

import dev.pipelinestop.codepipeline.AwsFailureException;
import dev.pipelinestop.codepipeline.AwsRegion;
import dev.pipelinestop.codepipeline.AwsRegions;
import dev.pipelinestop.codepipeline.CallGate;
import dev.pipelinestop.codepipeline.CodePipelineGateway;
import dev.pipelinestop.codepipeline.MonotonicClock;
import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.ExecutionSighting;
import dev.pipelinestop.stop.Look;
import dev.pipelinestop.stop.NextStep;
import dev.pipelinestop.stop.StageLook;
import dev.pipelinestop.stop.StopAnswer;
import dev.pipelinestop.stop.StopTrigger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes the steps of the protocol that call AWS. */
public final class AwsSteps {
  private static final Logger log = LoggerFactory.getLogger(AwsSteps.class);

  private final AwsRegions regions;
  private final InstantSource clock;
  private final MonotonicClock monotonic;
  private final CallGate gate;

  /** Steps in these regions, which stay the caller's. */
  public AwsSteps(
      AwsRegions regions, InstantSource clock, MonotonicClock monotonic, CallGate gate) {
    this.regions = regions;
    this.clock = clock;
    this.monotonic = monotonic;
    this.gate = gate;
  }

  /** Whether this process may call AWS; if not, what a step failed with says nothing. */
  boolean mayCall() {
    return gate.isOpen();
  }

  /**
   * A look in this process.
   *
   * @param look what it showed
   * @param beganAt when it began, by the clock that nobody can set
   */
  record TimedLook(Look look, long beganAt) {}

  StageLook resolve(NextStep.ResolveStage step) throws AwsFailureException {
    AwsRegion region = regions.of(step.stage().region());
    return StageLook.at(
        region.identity().account(), region.name(), region.gateway().occupancy(step.stage()));
  }

  /**
   * Unlike other details this one must be read: without it a stage in which AWS shows nothing would
   * be taken for an empty one.
   */
  StageLook read(NextStep.ReadParallel step) throws AwsFailureException {
    return step.look()
        .withParallel(regions.of(step.look().region()).gateway().parallelMode(step.stage()));
  }

  TimedLook begin(NextStep.BeginLook step) throws AwsFailureException {
    AwsRegion region = regions.of(step.target().region());
    // The account first: asking for it must not make the look older.
    String account = region.identity().account();
    long beganAt = monotonic.nanos();
    ExecutionSighting execution = region.gateway().execution(step.target());
    return new TimedLook(Look.at(timeOf(beganAt), account, region.name(), execution), beganAt);
  }

  /** Reckoned back from now: the time of day may have been corrected since. */
  private Instant timeOf(long beganAt) {
    return clock.instant().minusNanos(monotonic.nanos() - beganAt);
  }

  Look read(NextStep.ReadDetails step, long beganAt) throws AwsFailureException {
    Look look = step.look();
    CodePipelineGateway gateway = regions.of(look.region()).gateway();
    for (Look.Detail detail : step.details()) {
      look =
          switch (detail) {
            case ACTIONS -> look.withActions(gateway.actions(step.target()));
            case STAGES ->
                look.withStages(unlessDenied(() -> gateway.stages(step.target()), List.of()));
            case STOP_TRIGGER ->
                look.withStopTrigger(
                    unlessDenied(() -> gateway.stopTrigger(step.target()), new StopTrigger.None()));
          };
    }
    return look.since(timeOf(beganAt));
  }

  private interface Read<T> {
    T get() throws AwsFailureException;
  }

  /**
   * Stages and stop trigger tell more than the execution and its actions, and a stop does not rest
   * on them: a role that lacks the permission to read them must not keep a deployment from being
   * halted.
   */
  private static <T> T unlessDenied(Read<T> read, T otherwise) throws AwsFailureException {
    try {
      return read.get();
    } catch (AwsFailureException e) {
      if (e.failure().meaning() != AwsFailure.Meaning.ACCESS_DENIED) {
        throw e;
      }
      log.warn("Going on without {}: {}", e.failure().operation(), e.failure().message());
      return otherwise;
    }
  }

  StopAnswer stop(NextStep.SendStop step, long lookBeganAt) {
    return regions.of(step.target().region()).gateway().stop(step, lookBeganAt);
  }
}
