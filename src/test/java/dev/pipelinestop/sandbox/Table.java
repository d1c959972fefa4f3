package dev.pipelinestop.sandbox;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows as {@code kubectl get psr} prints them. A test holds them to what kubectl prints. */
final class Table {
  private static final List<String> HEADER =
      List.of("NAME", "PIPELINE", "EXECUTION", "MODE", "STATUS", "RESULT", "ABANDONED", "AGE");

  /** Wide enough that rows which come one by one stay below each other. */
  private static final List<Integer> WIDTHS = List.of(22, 15, 36, 7, 10, 19, 9, 5);

  private Table() {}

  static String header() {
    return line(HEADER);
  }

  static String row(PipelineStopRequest request, Instant now) {
    return line(cells(request, now));
  }

  static List<String> cells(PipelineStopRequest request, Instant now) {
    PipelineStopRequestStatus status =
        request.getStatus() == null ? PipelineStopRequestStatus.empty() : request.getStatus();
    return List.of(
        request.getMetadata().getName(),
        request.getSpec().pipelineName(),
        execution(request.getSpec(), status),
        status.stops().isEmpty() ? "" : mode(status.stops().getLast()),
        String.valueOf(status.executionStatus() == null ? "" : status.executionStatus()),
        status.condition("Succeeded").map(Condition::reason).orElse(""),
        status.abandonedActionCount() == null ? "" : status.abandonedActionCount().toString(),
        age(Duration.between(Instant.parse(request.getMetadata().getCreationTimestamp()), now)));
  }

  private static String execution(PipelineStopRequestSpec spec, PipelineStopRequestStatus status) {
    String id =
        status.pipelineExecutionId() == null
            ? spec.pipelineExecutionId()
            : status.pipelineExecutionId();
    return id == null ? "" : id;
  }

  private static String mode(Stop stop) {
    return stop.mode() == StopMode.WAIT ? "Wait" : "Abandon";
  }

  private static String age(Duration age) {
    return age.toSeconds() < 120 ? Math.max(0, age.toSeconds()) + "s" : age.toMinutes() + "m";
  }

  private static String line(List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> pad(cells.get(column), WIDTHS.get(column)))
        .collect(Collectors.joining("   "))
        .stripTrailing();
  }

  private static String pad(String cell, int width) {
    return cell + " ".repeat(Math.max(0, width - cell.length()));
  }
}
