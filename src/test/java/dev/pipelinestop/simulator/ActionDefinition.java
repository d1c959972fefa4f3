package dev.pipelinestop.simulator;

import java.time.Duration;

/**
 * An action of a stage. It ends after {@code duration} with {@code outcome}; a manual approval ends
 * so when nobody decides it before.
 */
public record ActionDefinition(
    String name,
    String category,
    String owner,
    String provider,
    String version,
    Duration duration,
    int runOrder,
    Status outcome) {
  /** The time after which an approval that nobody decides fails, in AWS by default. */
  public static final Duration APPROVAL_TIMEOUT = Duration.ofDays(7);

  /** A build in CodeBuild that succeeds after ten seconds. */
  public static ActionDefinition action(String name) {
    return new ActionDefinition(
        name, "Build", "AWS", "CodeBuild", "1", Duration.ofSeconds(10), 1, Status.SUCCEEDED);
  }

  /** A manual approval that fails after seven days. */
  public static ActionDefinition approval(String name) {
    return action(name)
        .category("Approval")
        .provider("Manual")
        .takes(APPROVAL_TIMEOUT)
        .outcome(Status.FAILED);
  }

  /** The same action with another category. */
  public ActionDefinition category(String category) {
    return new ActionDefinition(
        name, category, owner, provider, version, duration, runOrder, outcome);
  }

  /** The same action with another owner. */
  public ActionDefinition owner(String owner) {
    return new ActionDefinition(
        name, category, owner, provider, version, duration, runOrder, outcome);
  }

  /** The same action with another provider. */
  public ActionDefinition provider(String provider) {
    return new ActionDefinition(
        name, category, owner, provider, version, duration, runOrder, outcome);
  }

  /** The same action with another version of its type. */
  public ActionDefinition version(String version) {
    return new ActionDefinition(
        name, category, owner, provider, version, duration, runOrder, outcome);
  }

  /** The same action with another duration. */
  public ActionDefinition takes(Duration duration) {
    return new ActionDefinition(
        name, category, owner, provider, version, duration, runOrder, outcome);
  }

  /** The same action after those of its stage with a lower run order. */
  public ActionDefinition runOrder(int runOrder) {
    return new ActionDefinition(
        name, category, owner, provider, version, duration, runOrder, outcome);
  }

  /** The same action with another end: Succeeded or Failed. */
  public ActionDefinition outcome(Status outcome) {
    return new ActionDefinition(
        name, category, owner, provider, version, duration, runOrder, outcome);
  }

  /** The same action, failing. */
  public ActionDefinition fails() {
    return outcome(Status.FAILED);
  }

  boolean isManualApproval() {
    return category.equals("Approval");
  }
}
