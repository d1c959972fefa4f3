package dev.pipelinestop.reconcile;

import dev.pipelinestop.codepipeline.AwsFailureException;
import dev.pipelinestop.codepipeline.CodePipelineGateway;
import dev.pipelinestop.codepipeline.Identity;
import dev.pipelinestop.codepipeline.MonotonicClock;
import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.Look;
import dev.pipelinestop.stop.NextStep;
import dev.pipelinestop.stop.StageLook;
import dev.pipelinestop.stop.StopAnswer;
import dev.pipelinestop.stop.StopTrigger;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes the steps of the protocol that call AWS. */
public final class AwsSteps {
  private static final Logger log = LoggerFactory.getLogger(AwsSteps.class);

  private final CodePipelineGateway gateway;
  private final Identity identity;
  private final InstantSource clock;
  private final MonotonicClock monotonic;

  /** Steps over this gateway, which stays the caller's. */
  public AwsSteps(
      CodePipelineGateway gateway,
      Identity identity,
      InstantSource clock,
      MonotonicClock monotonic) {
    this.gateway = gateway;
    this.identity = identity;
    this.clock = clock;
    this.monotonic = monotonic;
  }

  /**
   * A look in this process.
   *
   * @param look what it showed
   * @param beganAt when it began, by the clock that nobody can set
   */
  record TimedLook(Look look, long beganAt) {}

  StageLook resolve(NextStep.ResolveStage step) throws AwsFailureException {
    return StageLook.at(identity.account(), gateway.region(), gateway.occupancy(step.stage()));
  }

  /**
   * Unlike other details this one must be read: without it a stage in which AWS shows nothing would
   * be taken for an empty one.
   */
  StageLook read(NextStep.ReadParallel step) throws AwsFailureException {
    return step.look().withParallel(gateway.parallelMode(step.stage()));
  }

  TimedLook begin(NextStep.BeginLook step) throws AwsFailureException {
    // The account first: asking for it must not make the look older.
    String account = identity.account();
    long beganAt = monotonic.nanos();
    var startedAt = clock.instant();
    return new TimedLook(
        Look.at(startedAt, account, gateway.region(), gateway.execution(step.target())), beganAt);
  }

  Look read(NextStep.ReadDetails step) throws AwsFailureException {
    Look look = step.look();
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
    return look;
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
    return gateway.stop(step, lookBeganAt);
  }
}
