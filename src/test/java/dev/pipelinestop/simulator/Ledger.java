package dev.pipelinestop.simulator;

import dev.pipelinestop.api.StopMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Every call that arrived, in the order of arrival. A call stands here from its arrival on; its
 * answer is filled in when it is known. Safe to read while calls arrive.
 */
public final class Ledger {
  private final List<Call> calls = new ArrayList<>();

  synchronized Call arrived(LongFunction<Call> call) {
    var arrived = call.apply(calls.size() + 1L);
    calls.add(arrived);
    return arrived;
  }

  synchronized void answered(Call call, String answer, boolean effect) {
    calls.set((int) call.sequence() - 1, call.answered(answer, effect));
  }

  /** All calls so far. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The calls of one operation. */
  public List<Call> calls(String operation) {
    return calls().stream().filter(call -> call.operation().equals(operation)).toList();
  }

  /** The stops for an execution that were accepted, whatever became of their answers. */
  public List<Call> acceptedStops(String pipelineExecutionId, StopMode mode) {
    return acceptedStops(mode).stream()
        .filter(call -> pipelineExecutionId.equals(call.pipelineExecutionId()))
        .toList();
  }

  /** All stops of a mode that were accepted, whatever became of their answers. */
  public List<Call> acceptedStops(StopMode mode) {
    return stops().stream().filter(call -> call.effect() && call.mode() == mode).toList();
  }

  /** All stops, accepted or not. */
  public List<Call> stops() {
    return calls(Operation.STOP_PIPELINE_EXECUTION.toString());
  }

  /** How many calls of each operation there were. */
  public Map<String, Long> countsByOperation() {
    var counts = new TreeMap<String, Long>();
    calls().forEach(call -> counts.merge(call.operation(), 1L, Long::sum));
    return counts;
  }

  /** How many calls got each answer. */
  public Map<String, Long> countsByAnswer() {
    var counts = new TreeMap<String, Long>();
    calls().forEach(call -> counts.merge(call.answer(), 1L, Long::sum));
    return counts;
  }
}
