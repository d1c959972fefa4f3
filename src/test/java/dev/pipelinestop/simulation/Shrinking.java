package dev.pipelinestop.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the schedule of a failure smaller, for as long as it fails. */
record Shrinking(Schedule whole, Function<Schedule, Run> running) {

  /** Which troubles are left when none can be left out any more. */
  List<Integer> smallest() {
    List<Integer> kept =
        new ArrayList<>(IntStream.range(0, whole.troubles().size()).boxed().toList());
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (Integer without : List.copyOf(kept)) {
        List<Integer> rest = kept.stream().filter(one -> !one.equals(without)).toList();
        if (running.apply(only(rest)).violation() != null) {
          kept.remove(without);
          smaller = true;
        }
      }
    }
    return kept;
  }

  /** The schedule with these troubles only. */
  Schedule only(List<Integer> kept) {
    return new Schedule(
        whole.scenario(), kept.stream().map(index -> whole.troubles().get(index)).toList());
  }

  /** The failure of a test: the smallest schedule that fails, and how to run it again. */
  AssertionError failure(long seed) {
    List<Integer> kept = smallest();
    Run run = running.apply(only(kept));
    String indices = kept.stream().map(String::valueOf).collect(Collectors.joining(","));
    return new AssertionError(
        """
        seed %d fails: %s
        the smallest schedule that fails: %s
        again, with all of its steps: mvn test -Dtest=RandomTest -Dsimulation.seed=%d \
        -Dsimulation.keep=%s
        %s\
        """
            .formatted(
                seed,
                run.violation(),
                run.schedule(),
                seed,
                indices,
                String.join("\n", run.trace())),
        run.violation());
  }
}
