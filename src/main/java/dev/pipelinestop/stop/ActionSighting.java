package dev.pipelinestop.stop;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of ListActionExecutions, of the execution that was asked for. Configuration and output
 * variables are left out on purpose: they can hold secrets.
 *
 * @param status word for word: InProgress, Abandoned, Succeeded, Failed, or one not known here
 */
@RecordBuilder
public record ActionSighting(
    String stage,
    String action,
    String actionExecutionId,
    String status,
    @Nullable String category,
    @Nullable String provider,
    @Nullable Instant startedAt,
    @Nullable Instant updatedAt,
    @Nullable String externalExecutionId,
    @Nullable String externalExecutionUrl,
    @Nullable String summary) {

  boolean inProgress() {
    return status.equals("InProgress");
  }

  boolean abandoned() {
    return status.equals("Abandoned");
  }
}
