package dev.pipelinestop;

import dev.pipelinestop.leadership.Leadership;
import dev.pipelinestop.reconcile.Agenda;
import dev.pipelinestop.reconcile.Permissions;
import dev.pipelinestop.reconcile.Watches;
import dev.pipelinestop.telemetry.Finding;
import dev.pipelinestop.telemetry.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the operator is live and ready. It is not live if it makes no progress though it should,
 * and starting it again is what helps: never because AWS or the API server is away.
 */
final class OperatorHealth {

  /**
   * A step of a round is at most a status that is written and a request that is read, each tried
   * for about two minutes by the client, and a look at AWS with all its lists: less than seven
   * minutes.
   */
  static final Duration LONGEST_STEP = Duration.ofMinutes(10);

  /** The SDK hands over at once what is due: a busy machine gets this much time for it. */
  static final Duration LATEST = Duration.ofMinutes(3);

  /** The client tries again to watch after 32 s at most. */
  static final Duration DEAFEST = Duration.ofMinutes(2);

  private enum State {
    STARTING,
    RUNNING,
    STOPPING
  }

  /**
   * What the parts tell of themselves, at any time and without waiting for anything.
   *
   * @param rounds how many rounds run
   * @param longestStep for how long the one has been at its step that has been for longest
   * @param late the requests that were not taken up
   * @param watches how each of them is
   * @param permissions what the cluster permits; null while it was not asked
   * @param leadership what this process is among its replicas
   */
  record Signs(
      IntSupplier rounds,
      Supplier<Duration> longestStep,
      Supplier<Agenda.Late> late,
      Supplier<List<Watches.Watch>> watches,
      Supplier<Permissions.@Nullable Answer> permissions,
      Supplier<Leadership.State> leadership) {}

  private final Signs signs;
  private volatile State state = State.STARTING;

  /** The health that these show. */
  OperatorHealth(Signs signs) {
    this.signs = signs;
  }

  /** The requests are handed over from now on. */
  void running() {
    state = State.RUNNING;
  }

  /** Nothing begins any more. */
  void stopping() {
    state = State.STOPPING;
  }

  /** The page of the liveness probe. */
  Health live() {
    return new Health("live", true, this::liveness);
  }

  /** The page of the readiness probe. */
  Health ready() {
    return new Health("ready", false, this::readiness);
  }

  private List<Finding> liveness() {
    List<Finding> findings = new ArrayList<>();
    findings.add(rounds());
    if (state == State.RUNNING) {
      if (signs.leadership().get() == Leadership.State.LEADING) {
        findings.add(requests());
      }
      signs.watches().get().stream().map(OperatorHealth::life).forEach(findings::add);
    }
    return findings;
  }

  private Finding rounds() {
    Duration longest = signs.longestStep().get();
    String text =
        "rounds in progress: %d, longest at its step for %d s (at most %d s)"
            .formatted(signs.rounds().getAsInt(), longest.toSeconds(), LONGEST_STEP.toSeconds());
    return longest.compareTo(LONGEST_STEP) > 0 ? Finding.failed(text) : Finding.ok(text);
  }

  private Finding requests() {
    Agenda.Late late = signs.late().get();
    String text =
        "requests that are due and were not taken up: %d, for %d s (at most %d s)"
            .formatted(late.count(), late.longest().toSeconds(), LATEST.toSeconds());
    return late.longest().compareTo(LATEST) > 0 ? Finding.failed(text) : Finding.ok(text);
  }

  private static Finding life(Watches.Watch watch) {
    String what = "watch of " + watch.of();
    if (!watch.running()) {
      return Finding.failed(what + " has ended");
    }
    if (watch.deafFor().compareTo(DEAFEST) > 0) {
      return Finding.failed(
          "%s has been broken for %d s while the API server answered"
              .formatted(what, watch.deafFor().toSeconds()));
    }
    return Finding.ok(what + " runs");
  }

  private List<Finding> readiness() {
    List<Finding> findings = new ArrayList<>();
    switch (state) {
      case STARTING -> findings.add(Finding.failed("starting: does not watch yet"));
      case STOPPING -> findings.add(Finding.failed("stopping: takes no work any more"));
      case RUNNING ->
          signs.watches().get().stream().map(OperatorHealth::synced).forEach(findings::add);
    }
    findings.addAll(permissions(signs.permissions().get()));
    findings.add(
        switch (signs.leadership().get()) {
          case LEADING -> Finding.ok("leading");
          case STANDBY -> Finding.ok("standing by");
          case ENDED -> Finding.failed("leads no more: ending");
        });
    return findings;
  }

  private static List<Finding> permissions(Permissions.@Nullable Answer answer) {
    if (answer == null) {
      return List.of(Finding.failed("permissions: the API server was not asked yet"));
    }
    List<Finding> findings = new ArrayList<>();
    answer.missing().forEach(rule -> findings.add(Finding.failed("permission missing: " + rule)));
    if (findings.isEmpty()) {
      findings.add(Finding.ok("permissions are granted"));
    }
    answer
        .absent()
        .forEach(name -> findings.add(Finding.note("namespace " + name + " does not exist yet")));
    return findings;
  }

  private static Finding synced(Watches.Watch watch) {
    return watch.synced()
        ? Finding.ok("requests of " + watch.of() + " are known")
        : Finding.failed("requests of " + watch.of() + " were not listed yet");
  }
}
