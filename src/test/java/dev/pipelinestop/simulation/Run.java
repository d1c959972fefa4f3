package dev.pipelinestop.simulation;

import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run of a schedule, over.
 *
 * @param violation what did not hold; null if everything did
 * @param calls how many calls to AWS there were
 * @param writes how many writes of a status
 * @param effects the result of each request and what was done for it
 * @param results the reasons with which the requests ended
 * @param ended how long after the last trouble, or after the end of its execution if that was
 *     later, each request ended
 */
record Run(
    Schedule schedule,
    Oracle.@Nullable Violation violation,
    int steps,
    int calls,
    int writes,
    List<String> effects,
    List<String> results,
    List<Duration> ended,
    List<String> trace) {

  /** Everything ends within this time once nothing goes wrong any more. */
  static final Duration BOUND = Duration.ofMinutes(10);

  private static final Duration QUIET = Duration.ofMinutes(3);

  /** What never ends by itself is cut off here. */
  private static final Duration LONGEST = Duration.ofHours(3);

  static Run of(Schedule schedule) {
    return of(schedule, Defect.NONE);
  }

  static Run of(Schedule schedule, Defect defect) {
    return of(schedule, new World(schedule, defect));
  }

  /** A run in which somebody else is told of every change of a request, too. */
  static Run watched(Schedule schedule, ApiServer.Watcher watcher) {
    World world = new World(schedule, Defect.NONE);
    world.api().watch(watcher);
    return of(schedule, world);
  }

  private static Run of(Schedule schedule, World world) {
    Oracle.Violation violation = null;
    try (Errors errors = new Errors()) {
      schedule.scenario().begin().accept(world);
      var unused = world.start(0);
      runToTheEnd(world);
      world.oracles().atTheEnd();
      errors.requireNone();
    } catch (Oracle.Violation e) {
      world.note(String.valueOf(e.getMessage()));
      violation = e;
    }
    List<Life> lives = List.copyOf(world.oracles().lives());
    return new Run(
        schedule,
        violation,
        world.steps(),
        lives.stream().mapToInt(Life::callCount).sum(),
        lives.stream().mapToInt(Life::writeCount).sum(),
        lives.stream().map(life -> effects(world, life)).toList(),
        lives.stream().filter(Life::isFinished).map(Life::reason).toList(),
        ended(world, lives),
        world.trace());
  }

  /** The same run, with what a comparison with another one has shown. */
  Run with(Oracle.Violation shown) {
    return new Run(schedule, shown, steps, calls, writes, effects, results, ended, trace);
  }

  /** The same run without its steps, where thousands are kept. */
  Run withoutTrace() {
    return new Run(schedule, violation, steps, calls, writes, effects, results, ended, List.of());
  }

  private static void runToTheEnd(World world) {
    while (world.passed().compareTo(LONGEST) < 0) {
      boolean disturbed = world.now().isBefore(world.disturbedUntil());
      if (!disturbed && !world.oracles().isAnyoneWaiting()) {
        break;
      }
      if (!world.next()) {
        break;
      }
      Instant overdue = lastReason(world).plus(BOUND);
      if (world.now().isAfter(overdue)) {
        break;
      }
    }
    world.oracles().requireEnd(BOUND);
    world.pass(QUIET);
  }

  /** Until when something happened for which a request that has not ended may go on. */
  private static Instant lastReason(World world) {
    Instant last = world.disturbedUntil();
    for (Life life : world.oracles().lives()) {
      Instant until = world.reasonToGoOn(life);
      last = !life.isFinished() && until.isAfter(last) ? until : last;
    }
    return last;
  }

  private static String effects(World world, Life life) {
    String stops =
        life.status().stops().stream()
            .map(stop -> effect(world, life, stop))
            .collect(Collectors.joining(", "));
    return "%s: %s [%s], %s abandoned"
        .formatted(
            life.uid(),
            life.isFinished() ? life.reason() : "gone",
            stops,
            life.status().abandonedActionCount());
  }

  private static String effect(World world, Life life, Stop stop) {
    StopMode mode = stop.mode();
    return "%s %s, accepted %d"
        .formatted(mode, stop.outcome(), world.oracles().accepted(life, mode));
  }

  private static List<Duration> ended(World world, List<Life> lives) {
    List<Duration> ended = new ArrayList<>();
    for (Life life : lives) {
      Instant finished = life.status().finishedAt();
      if (finished != null) {
        Duration after = Duration.between(world.reasonToGoOn(life), finished);
        ended.add(after.isNegative() ? Duration.ZERO : after);
      }
    }
    return ended;
  }
}
