package dev.pipelinestop.reconcile;

import dev.pipelinestop.codepipeline.AwsFailureException;
import dev.pipelinestop.codepipeline.CodePipelineGateway;
import dev.pipelinestop.codepipeline.Identity;
import dev.pipelinestop.codepipeline.MonotonicClock;
import dev.pipelinestop.stop.Look;
import dev.pipelinestop.stop.NextStep;
import dev.pipelinestop.stop.StopAnswer;
import java.time.InstantSource;

/** Executes the steps of the protocol that call AWS. */
public final class AwsSteps {
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
            case STAGES -> look.withStages(gateway.stages(step.target()));
            case STOP_TRIGGER -> look.withStopTrigger(gateway.stopTrigger(step.target()));
          };
    }
    return look;
  }

  StopAnswer stop(NextStep.SendStop step, long lookBeganAt) {
    return gateway.stop(step, lookBeganAt);
  }
}
