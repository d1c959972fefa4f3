package dev.pipelinestop.simulator;

/** The statuses of executions, stages and actions, in the words of the AWS API. */
public enum Status {
  IN_PROGRESS("InProgress"),
  STOPPING("Stopping"),
  STOPPED("Stopped"),
  SUCCEEDED("Succeeded"),
  FAILED("Failed"),
  SUPERSEDED("Superseded"),
  CANCELLED("Cancelled"),
  ABANDONED("Abandoned");

  private final String wireName;

  Status(String wireName) {
    this.wireName = wireName;
  }

  /** The status of this name in the AWS API. */
  public static Status of(String wireName) {
    for (var status : values()) {
      if (status.wireName.equals(wireName)) {
        return status;
      }
    }
    throw new IllegalArgumentException("No status: " + wireName);
  }

  /** Whether work may still go on. */
  public boolean active() {
    return this == IN_PROGRESS || this == STOPPING;
  }

  /** The name as it stands in answers. */
  @Override
  public String toString() {
    return wireName;
  }
}
