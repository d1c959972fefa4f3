package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.ActionSighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionInput;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionOutput;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionResult;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;

/** The rows of ListActionExecutions that are about one execution, as they come page by page. */
final class ActionRows {
  private static final String UNNAMED = "unknown";

  private final String pipelineExecutionId;
  private final Map<String, ActionSighting> byId = new HashMap<>();
  private final List<ActionSighting> withoutId = new ArrayList<>();

  ActionRows(String pipelineExecutionId) {
    this.pipelineExecutionId = pipelineExecutionId;
  }

  /**
   * Adds a row. One that is about another execution, or does not say about which, proves nothing
   * and is left out; so is one without a status. One without a name or an id stays, because an
   * action in progress must not be overlooked.
   */
  void add(@Nullable ActionExecutionDetail row) {
    if (row == null || !pipelineExecutionId.equals(row.pipelineExecutionId())) {
      return;
    }
    String status = Shown.word(row.statusAsString());
    if (status == null) {
      return;
    }
    String id = Shown.word(row.actionExecutionId());
    ActionSighting sighting = sighting(row, status, id == null ? UNNAMED : id);
    if (id == null) {
      withoutId.add(sighting);
    } else {
      byId.merge(id, sighting, ActionRows::newer);
    }
  }

  /** Everything added so far, by the time it started. */
  List<ActionSighting> sorted() {
    List<ActionSighting> all = new ArrayList<>(withoutId);
    all.addAll(byId.values());
    Comparator<@Nullable Instant> nullsLast = Comparator.nullsLast(Comparator.naturalOrder());
    all.sort(
        Comparator.comparing(ActionSighting::startedAt, nullsLast)
            .thenComparing(ActionSighting::updatedAt, nullsLast)
            .thenComparing(ActionSighting::actionExecutionId));
    return List.copyOf(all);
  }

  /** Of two rows of one action execution, the one that AWS updated, or else gave, last. */
  private static ActionSighting newer(ActionSighting earlier, ActionSighting later) {
    Instant before = Objects.requireNonNullElse(earlier.updatedAt(), Instant.MIN);
    Instant after = Objects.requireNonNullElse(later.updatedAt(), Instant.MIN);
    return after.isBefore(before) ? earlier : later;
  }

  private static ActionSighting sighting(ActionExecutionDetail row, String status, String id) {
    @Nullable ActionExecutionInput input = row.input();
    @Nullable ActionTypeId type = input == null ? null : input.actionTypeId();
    @Nullable ActionExecutionOutput output = row.output();
    @Nullable ActionExecutionResult result = output == null ? null : output.executionResult();
    return new ActionSighting(
        Objects.requireNonNullElse(Shown.word(row.stageName()), UNNAMED),
        Objects.requireNonNullElse(Shown.word(row.actionName()), UNNAMED),
        id,
        status,
        type == null ? null : Shown.word(type.categoryAsString()),
        type == null ? null : Shown.word(type.provider()),
        Shown.time(row.startTime()),
        Shown.time(row.lastUpdateTime()),
        result == null ? null : Shown.id(result.externalExecutionId()),
        result == null ? null : Shown.link(result.externalExecutionUrl()),
        result == null ? null : Shown.text(result.externalExecutionSummary()));
  }
}
