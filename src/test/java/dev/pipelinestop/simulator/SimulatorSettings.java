package dev.pipelinestop.simulator;

import java.time.Duration;

/**
 * What AWS leaves open, or what differs from one situation to the next. The defaults reproduce what
 * was observed. A change counts from the next event on.
 */
public final class SimulatorSettings {
  private volatile String account = "123456789012";
  private volatile String region = "eu-central-1";
  private volatile Duration stopTakesEffectAfter = Duration.ZERO;
  private volatile Duration abandonTakes = Duration.ofMillis(500);
  private volatile Duration approvalTakesWhileStopping = Duration.ofSeconds(28);
  private volatile Duration betweenStages = Duration.ZERO;
  private volatile Duration clockDifference = Duration.ZERO;
  private volatile boolean retryKeepsStopTrigger = true;
  private volatile boolean escalationKeepsReason;
  private volatile boolean waitOfLastActionSucceeds;
  private volatile boolean failureWhileStoppingFails;

  /** The account that GetCallerIdentity tells. */
  public SimulatorSettings account(String value) {
    account = value;
    return this;
  }

  /** The region that stands in action executions. */
  public SimulatorSettings region(String value) {
    region = value;
    return this;
  }

  /** How long after its acceptance a stop begins to have an effect; none at first. */
  public SimulatorSettings stopTakesEffectAfter(Duration value) {
    stopTakesEffectAfter = value;
    return this;
  }

  /** How long it takes until an abandon has ended the actions; half a second at first. */
  public SimulatorSettings abandonTakes(Duration value) {
    abandonTakes = value;
    return this;
  }

  /** How long after its decision an approval ends while the execution stops; 28 s at first. */
  public SimulatorSettings approvalTakesWhileStopping(Duration value) {
    approvalTakesWhileStopping = value;
    return this;
  }

  /**
   * How long an execution is between two stages, without an action in progress; no time at first.
   */
  public SimulatorSettings betweenStages(Duration value) {
    betweenStages = value;
    return this;
  }

  /** By how much the Date of answers is ahead of the simulator's clock. */
  public SimulatorSettings clockDifference(Duration value) {
    clockDifference = value;
    return this;
  }

  /** Whether a retried execution still shows the stopTrigger of the earlier stop; so at first. */
  public SimulatorSettings retryKeepsStopTrigger(boolean value) {
    retryKeepsStopTrigger = value;
    return this;
  }

  /** Whether the reason of the wait stays when it is escalated to an abandon; not at first. */
  public SimulatorSettings escalationKeepsReason(boolean value) {
    escalationKeepsReason = value;
    return this;
  }

  /**
   * Whether an execution succeeds when its very last action does during a stop-and-wait; it is
   * Stopped at first.
   */
  public SimulatorSettings waitOfLastActionSucceeds(boolean value) {
    waitOfLastActionSucceeds = value;
    return this;
  }

  /**
   * Whether an execution fails when an action does during a stop-and-wait; it is Stopped at first.
   */
  public SimulatorSettings failureWhileStoppingFails(boolean value) {
    failureWhileStoppingFails = value;
    return this;
  }

  String account() {
    return account;
  }

  String region() {
    return region;
  }

  Duration stopTakesEffectAfter() {
    return stopTakesEffectAfter;
  }

  Duration abandonTakes() {
    return abandonTakes;
  }

  Duration approvalTakesWhileStopping() {
    return approvalTakesWhileStopping;
  }

  Duration betweenStages() {
    return betweenStages;
  }

  Duration clockDifference() {
    return clockDifference;
  }

  boolean retryKeepsStopTrigger() {
    return retryKeepsStopTrigger;
  }

  boolean escalationKeepsReason() {
    return escalationKeepsReason;
  }

  boolean waitOfLastActionSucceeds() {
    return waitOfLastActionSucceeds;
  }

  boolean failureWhileStoppingFails() {
    return failureWhileStoppingFails;
  }
}
