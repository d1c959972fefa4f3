package dev.pipelinestop.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.simulator.Call;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.simulator.Status;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must hold at any time, and what must hold when all is over. */
record Verdict(Simulator aws, List<Trial> trials) {

  /** Invariants I1, I2 and I5, on the ledger: nothing takes them back later. */
  void onTheLedger() {
    Map<String, Trial> byExecution =
        trials.stream().collect(Collectors.toMap(Trial::pipelineExecutionId, Function.identity()));
    for (Call stop : aws.ledger().stops()) {
      assertThat(byExecution).as("requests").containsKey(stop.pipelineExecutionId());
      Trial trial = Objects.requireNonNull(byExecution.get(stop.pipelineExecutionId()));
      assertThat(trial.wish().modes())
          .as("modes asked for by %s, for %s", trial, stop)
          .contains(stop.mode());
    }
    for (Trial trial : trials) {
      for (StopMode mode : StopMode.values()) {
        assertThat(aws.ledger().acceptedStops(trial.pipelineExecutionId(), mode))
            .as("accepted stops of %s", trial)
            .hasSizeLessThanOrEqualTo(1);
      }
    }
  }

  /** Nothing was lost, and what is said is what is so. */
  void onTheEnd(List<PipelineStopRequest> requests) {
    assertThat(requests.stream().map(request -> request.getMetadata().getName()))
        .as("requests")
        .containsExactlyInAnyOrderElementsOf(trials.stream().map(Trial::name).toList());
    Map<String, PipelineStopRequest> byName =
        requests.stream()
            .collect(
                Collectors.toMap(request -> request.getMetadata().getName(), Function.identity()));
    for (Trial trial : trials) {
      PipelineStopRequestStatus status =
          Objects.requireNonNull(byName.get(trial.name())).getStatus();
      Status truth = aws.truth(trial.pipelineExecutionId()).status();
      assertThat(status.condition("Stopped").map(Condition::status))
          .as("Stopped of %s, when it really is %s: %s", trial, truth, status)
          .contains(truth == Status.STOPPED ? "True" : "False");
      StopMode last = trial.wish() == Trial.Wish.WAIT ? StopMode.WAIT : StopMode.ABANDON;
      // What ends by itself may have ended before anything could be sent.
      boolean tooLate = trial.wish() == Trial.Wish.WAIT && truth == Status.SUCCEEDED;
      assertThat(truth == Status.STOPPED || tooLate)
          .as("%s is %s: %s", trial, truth, status)
          .isTrue();
      assertThat(aws.ledger().acceptedStops(trial.pipelineExecutionId(), last))
          .as("accepted stops of %s: %s", trial, status)
          .hasSize(tooLate ? 0 : 1);
    }
  }

  /** How the requests ended, for the log. */
  static Map<String, Long> results(List<PipelineStopRequest> requests) {
    return requests.stream()
        .map(
            request ->
                request.getStatus().condition("Succeeded").map(Condition::reason).orElse("?"))
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }
}
