package dev.pipelinestop.simulation;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.reconcile.RequestStore.Written;
import dev.pipelinestop.simulator.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at a run with every step, and ends it when something does not hold. */
final class Oracles {
  private final World world;
  private final StopOracles stops;
  private final StatusOracles statuses;
  private final Map<String, Life> lives = new LinkedHashMap<>();
  private int stopsSeen;

  Oracles(World world) {
    this.world = world;
    this.stops = new StopOracles(world);
    this.statuses = new StatusOracles(world);
  }

  /** Every request that ever was. */
  Collection<Life> lives() {
    return lives.values();
  }

  Life life(String uid) {
    return Objects.requireNonNull(lives.get(uid), uid);
  }

  /** The API server has another state of a request. */
  void changed(ApiServer.Version before, ApiServer.Version now) {
    PipelineStopRequest request = now.request();
    if (request == null) {
      life(uid(before.request())).goes(world.now());
      world.note("  " + uid(before.request()) + " is gone");
      return;
    }
    Life life = lives.computeIfAbsent(uid(request), uid -> new Life(request));
    if (!request.getStatus().equals(life.status())) {
      statuses.changes(life, request.getStatus());
    }
    life.becomes(request, now.author());
    world.note("  %s by %s: %s".formatted(life.uid(), now.author(), summary(life)));
  }

  /** An instance is about to write. */
  void writes(Instance instance, PipelineStopRequest request) {
    Life life = life(uid(request));
    life.writes();
    statuses.writes(instance, life, request);
  }

  void written(Written written) {
    if (written instanceof Written.Refused(String message)) {
      throw new Oracle.Violation(Oracle.ONE_WAY, "refused: " + message);
    }
  }

  /** A step begins. */
  void begins(Passage passage) {
    if (passage.kind() == Passage.Kind.AWS) {
      Life life = life(passage.instance().uid());
      life.calls();
      Instance instance = passage.instance();
      Oracle.LIVE_READ.requires(
          instance.mayCallFor(life.uid()),
          () -> "%s calls AWS for %s".formatted(instance, life.uid()));
      Oracle.I6.requires(
          !instance.hasSeenEnd(life.uid()),
          () ->
              "%s has seen the end of %s and calls %s"
                  .formatted(instance, life.uid(), passage.operation()));
    }
  }

  /** A call to AWS has ended, one way or the other. */
  void called(Passage passage) {
    if (passage.isStop()) {
      List<Call> all = world.aws().ledger().stops();
      for (Call call : all.subList(stopsSeen, all.size())) {
        if (!isOfPerson(call)) {
          stops.arrives(passage.instance(), life(passage.instance().uid()), call);
        }
      }
      stopsSeen = all.size();
    }
    acceptedOnce();
  }

  /** People give their own reason. */
  private static boolean isOfPerson(Call call) {
    return People.REASON.equals(call.reason());
  }

  /** A stop can be accepted long after its client has gone, so all are looked at each time. */
  private void acceptedOnce() {
    for (Life life : lives.values()) {
      if (life.sent().size() > 1) {
        for (StopMode mode : StopMode.values()) {
          Oracle.I2.requires(
              acceptedCalls(life, mode).size() <= 1 || isTheException(life, mode),
              () -> "%s was accepted twice for %s".formatted(mode, life.uid()));
        }
      }
    }
  }

  /** Somebody retried the execution in between, and AWS shows no trace of the wait before. */
  private boolean isTheException(Life life, StopMode mode) {
    List<Call> calls = acceptedCalls(life, mode);
    return mode == StopMode.WAIT
        && world.doRetriesForgetWaits()
        && world.people().retriedBetween(calls.get(0).receivedAt(), calls.get(1).receivedAt());
  }

  /** How many stops of this mode AWS accepted for this request. */
  int accepted(Life life, StopMode mode) {
    return acceptedCalls(life, mode).size();
  }

  private List<Call> acceptedCalls(Life life, StopMode mode) {
    List<Call> calls = world.aws().ledger().calls();
    return life.sent().stream()
        .filter(sent -> sent.mode() == mode)
        .map(sent -> calls.get((int) sent.call() - 1))
        .filter(Call::effect)
        .toList();
  }

  boolean wasAcceptedBefore(Life life, Instant instant) {
    List<Call> calls = world.aws().ledger().calls();
    return life.sent().stream()
        .map(sent -> calls.get((int) sent.call() - 1))
        .anyMatch(call -> call.effect() && call.receivedAt().isBefore(instant));
  }

  /** What must hold when all is over. */
  void atTheEnd() {
    acceptedOnce();
    for (Life life : lives.values()) {
      if (life.isFinished()) {
        statuses.atTheEnd(life);
      }
      double minutes = world.passed().toSeconds() / 60.0;
      int troubles = world.troubleCount();
      bounded(Oracle.BOUNDED_CALLS, life, life.callCount(), 60 + 12 * minutes + 12 * troubles);
      bounded(Oracle.BOUNDED_WRITES, life, life.writeCount(), 12 + minutes + 6 * troubles);
    }
  }

  private static void bounded(Oracle oracle, Life life, int count, double most) {
    oracle.requires(
        count <= most, () -> "%d for %s, at most %.0f".formatted(count, life.uid(), most));
  }

  /** A request whose end is overdue, if there is one. */
  void requireEnd(Duration bound) {
    for (Life life : lives.values()) {
      Oracle.I8.requires(
          life.isFinished() || life.isGone(),
          () ->
              "%s is %s still, %s after the last trouble"
                  .formatted(life.uid(), life.reason(), bound));
    }
  }

  boolean isAnyoneWaiting() {
    return lives.values().stream().anyMatch(life -> !life.isFinished() && !life.isGone());
  }

  private static String summary(Life life) {
    PipelineStopRequest request = life.request();
    return "generation %d, %s, AWS %s, %s"
        .formatted(
            request.getMetadata().getGeneration(),
            life.reason().isEmpty() ? "new" : life.reason(),
            life.status().executionStatus(),
            life.status().stops().stream()
                .map(stop -> stop.mode() + " " + stop.attemptId() + " " + stop.outcome())
                .toList());
  }

  private static String uid(@Nullable PipelineStopRequest request) {
    return Objects.requireNonNull(request).getMetadata().getUid();
  }
}
