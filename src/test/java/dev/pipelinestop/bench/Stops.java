package dev.pipelinestop.bench;

import dev.pipelinestop.simulator.Call;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the ledger of the simulator says of the stops of some jobs.
 *
 * @param calls those that are about them, or about no execution
 */
record Stops(List<Call> calls, List<Job> jobs) {

  static Stops of(List<Call> calls, List<Job> jobs) {
    Set<String> executions = jobs.stream().map(Job::execution).collect(Collectors.toSet());
    return new Stops(
        calls.stream()
            .filter(
                call ->
                    call.pipelineExecutionId() == null
                        || executions.contains(call.pipelineExecutionId()))
            .toList(),
        jobs);
  }

  /** When AWS received each stop that it accepted. */
  Map<Job, Instant> accepted() {
    Map<String, Job> byExecution =
        jobs.stream().collect(Collectors.toMap(Job::execution, Function.identity()));
    Map<Job, Instant> accepted = new HashMap<>();
    for (Call call : calls) {
      Job job = byExecution.get(call.pipelineExecutionId());
      boolean stop = call.operation().equals("StopPipelineExecution") && call.effect();
      if (stop && job != null && accepted.put(job, call.receivedAt()) != null) {
        throw new IllegalStateException("two stops of " + job + " were accepted");
      }
    }
    return accepted;
  }

  /** How many calls there were for a job, by operation. */
  List<Figure> callsPerJob() {
    return calls.stream()
        .collect(Collectors.groupingBy(Call::operation, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> Figure.of("  " + entry.getKey(), perJob(entry.getValue()), ""))
        .toList();
  }

  /** The calls for the job that had the most of them. */
  long mostForOne() {
    return calls.stream()
        .filter(call -> call.pipelineExecutionId() != null)
        .collect(
            Collectors.groupingBy(
                call -> String.valueOf(call.pipelineExecutionId()), Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  double perJob(long count) {
    return (double) count / jobs.size();
  }
}
