package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.ParallelMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;

/** The newest rows of ListPipelineExecutions, in an order that AWS does not promise. */
record NewestExecutions(List<PipelineExecutionSummary> rows) {

  /** Whether the newest execution, or one that runs, is in mode PARALLEL. */
  ParallelMode parallelMode() {
    List<String> running =
        parallel()
            .filter(NewestExecutions::runs)
            .flatMap(row -> Stream.ofNullable(Shown.id(row.pipelineExecutionId())))
            .toList();
    Comparator<@Nullable Instant> nullsFirst = Comparator.nullsFirst(Comparator.naturalOrder());
    boolean newest =
        present()
            .max(Comparator.comparing(PipelineExecutionSummary::startTime, nullsFirst))
            .filter(NewestExecutions::isParallel)
            .isPresent();
    return new ParallelMode(newest || parallel().anyMatch(NewestExecutions::runs), running);
  }

  private Stream<PipelineExecutionSummary> present() {
    return rows.stream().filter(Objects::nonNull);
  }

  private Stream<PipelineExecutionSummary> parallel() {
    return present().filter(NewestExecutions::isParallel);
  }

  private static boolean isParallel(PipelineExecutionSummary row) {
    return "PARALLEL".equals(row.executionModeAsString());
  }

  private static boolean runs(PipelineExecutionSummary row) {
    return switch (String.valueOf(row.statusAsString())) {
      case "Stopped", "Succeeded", "Failed", "Cancelled", "Superseded" -> false;
      default -> true;
    };
  }
}
