package dev.pipelinestop.gitops;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How far a resource is by the rules of kstatus, which Flux and other tools follow, for a kind that
 * they know nothing about.
 */
enum Kstatus {
  TERMINATING("Terminating"),
  IN_PROGRESS("InProgress"),
  FAILED("Failed"),
  CURRENT("Current");

  private final String word;

  Kstatus(String word) {
    this.word = word;
  }

  /** The rules in their order: the first one that applies decides. */
  static Kstatus of(JsonNode resource) {
    JsonNode metadata = resource.path("metadata");
    JsonNode status = resource.path("status");
    JsonNode observed = status.path("observedGeneration");
    if (metadata.has("deletionTimestamp")) {
      return TERMINATING;
    }
    if (observed.isNumber() && observed.asLong() != metadata.path("generation").asLong()) {
      return IN_PROGRESS;
    }
    for (JsonNode condition : status.path("conditions")) {
      if (isTrue(condition, "Reconciling")) {
        return IN_PROGRESS;
      }
      if (isTrue(condition, "Stalled")) {
        return FAILED;
      }
    }
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return isTrue(condition, "Ready") ? CURRENT : IN_PROGRESS;
      }
    }
    // Whoever publishes nothing that is known is taken to be done.
    return CURRENT;
  }

  private static boolean isTrue(JsonNode condition, String type) {
    return condition.path("type").asText().equals(type)
        && condition.path("status").asText().equals("True");
  }

  /** As kstatus writes it. */
  @Override
  public String toString() {
    return word;
  }
}
