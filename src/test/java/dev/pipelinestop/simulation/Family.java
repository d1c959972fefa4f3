package dev.pipelinestop.simulation;

import static dev.pipelinestop.simulation.Planned.after;
import static dev.pipelinestop.simulation.Planned.at;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What can go wrong at every single step. Each is tried at each step of each scenario. */
enum Family {
  /** Sieve's intermediate state: the process dies right after the step. */
  CRASH,
  /** Sieve's stale state: somebody works with what was. */
  STALE,
  /** Sieve's unobserved state: what was, and was taken back, is never seen. */
  UNOBSERVED,
  /** The step fails. */
  FAILURE,
  /** The process stands still, and another one leads meanwhile. */
  PAUSE,
  /** So many stops wait that reads are left out and answers of AWS held, and then one of these. */
  RUSH;

  private static final int RUSH_LASTS = 60;

  /** Every schedule of this family for a scenario that takes so many steps. */
  Stream<Schedule> schedules(Scenario scenario, int steps) {
    return IntStream.rangeClosed(1, steps)
        .mapToObj(this::ofStep)
        .flatMap(List::stream)
        .map(troubles -> new Schedule(scenario, troubles));
  }

  private List<List<Planned>> ofStep(int step) {
    return switch (this) {
      case CRASH -> List.of(List.of(at(step, Trouble.CRASH, 0)));
      case STALE ->
          List.of(
              List.of(at(step, Trouble.CRASH, 1)),
              List.of(at(step, Trouble.CRASH, 99)),
              List.of(at(step, Trouble.JUMP_BACK, 99)),
              List.of(at(step, Trouble.STALE_LEADER, 99)));
      case UNOBSERVED ->
          List.of(
              List.of(at(step, Trouble.LOSE_EVENTS, 2), at(step, Trouble.TOUCH, 0)),
              List.of(at(step, Trouble.LOSE_EVENTS, 2), at(step, Trouble.RECREATE, 0)),
              List.of(at(step, Trouble.LOSE_EVENTS, 1), at(step, Trouble.ESCALATE, 0)),
              List.of(at(step, Trouble.BEGIN_DELETION, 0)));
      case FAILURE ->
          List.of(
              List.of(at(step, Trouble.LOST, 0)),
              List.of(at(step, Trouble.ANSWER_LOST, 0)),
              List.of(at(step, Trouble.BUSY, 0)),
              List.of(at(step, Trouble.SLOW, 12)));
      case PAUSE ->
          List.of(
              List.of(at(step, Trouble.SECOND_LEADER, 60), at(step, Trouble.PAUSE_BEFORE, 15)),
              List.of(at(step, Trouble.SECOND_LEADER, 60), at(step, Trouble.PAUSE, 15)));
      case RUSH ->
          List.of(
              inRush(at(step, Trouble.CRASH, 0)),
              inRush(at(step, Trouble.CRASH, 1)),
              inRush(at(step, Trouble.LOST, 0)),
              inRush(at(step, Trouble.ANSWER_LOST, 0)),
              inRush(at(step, Trouble.BUSY, 0)),
              inRush(at(step, Trouble.ESCALATE, 0)),
              inRush(at(step, Trouble.RETRY, 0)),
              inRush(at(step, Trouble.STALE_LEADER, 1)),
              inRush(at(step, Trouble.STALE_LEADER, 99)),
              inRush(at(step, Trouble.SECOND_LEADER, 60), at(step, Trouble.PAUSE, 15)));
    };
  }

  private static List<Planned> inRush(Planned... troubles) {
    return Stream.concat(
            Stream.of(after(Duration.ZERO, Trouble.RUSH, RUSH_LASTS)), Stream.of(troubles))
        .toList();
  }
}
