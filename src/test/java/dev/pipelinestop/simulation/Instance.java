package dev.pipelinestop.simulation;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.codepipeline.AwsClock;
import dev.pipelinestop.codepipeline.CallGate;
import dev.pipelinestop.codepipeline.MonotonicClock;
import dev.pipelinestop.reconcile.Agenda;
import dev.pipelinestop.reconcile.AwsSteps;
import dev.pipelinestop.reconcile.PipelineStopReconciler;
import dev.pipelinestop.reconcile.RoundRunner;
import dev.pipelinestop.reconcile.RoundSlots;
import dev.pipelinestop.reconcile.UnusedContext;
import dev.pipelinestop.stop.StopProtocol;
import dev.pipelinestop.stop.Timing;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * One process of the operator: the production shell over a cache, a queue and timers which are
 * models of those of Java Operator SDK. One round at a time.
 */
final class Instance {
  private final World world;
  private final String name;
  private final Cache cache;
  private final InstantSource wall;
  private final MonotonicClock monotonic;
  private final PipelineStopReconciler reconciler;
  private final Map<String, Long> timers = new HashMap<>();
  private final Set<String> backlog = new LinkedHashSet<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> seenEnd = new HashSet<>();
  private final Set<String> seenDeletion = new HashSet<>();
  private final Map<String, Instant> looks = new HashMap<>();
  private @Nullable PipelineStopRequest current;
  private long timerCount;
  private boolean dead;

  Instance(World world, String name) {
    this.world = world;
    this.name = name;
    this.cache = new Cache(world.api(), this::eventFor, this::forget);
    Defect defect = world.defect();
    InstantSource clock = world.aws().clock();
    wall = defect.wall(clock);
    // Each process has an origin of its own: what is known of AWS's time, which the clients of a
    // thread share, is void when another one calls, as it is in a process that has just begun.
    Instant origin = Instant.EPOCH.minus(Line.ofThread().newOrigin());
    monotonic = defect.monotonic(() -> Duration.between(origin, clock.instant()).toNanos());
    AwsClock time = Line.ofThread().clock();
    Supplier<String> ids = defect.attemptIds(world::newAttemptId);
    RoundRunner rounds =
        new RoundRunner(
            defect.store(new ApiPort(world, this), this),
            new AwsSteps(Line.ofThread().newRegions(), time, monotonic, CallGate.OPEN),
            defect.protocol(new StopProtocol(defect.timing(Timing.standard()), ids)),
            time,
            (before, after) -> {},
            world::isRush);
    reconciler =
        new PipelineStopReconciler(
            rounds, new RoundSlots(1, monotonic), time, new Agenda(monotonic));
  }

  InstantSource wall() {
    return wall;
  }

  MonotonicClock monotonic() {
    return monotonic;
  }

  Cache cache() {
    return cache;
  }

  boolean isInRush() {
    return world.isRush();
  }

  boolean isDead() {
    return dead;
  }

  boolean isAtWork() {
    return current != null;
  }

  void die() {
    dead = true;
  }

  /** The request that is worked on. */
  PipelineStopRequest current() {
    return Objects.requireNonNull(current, "not at work");
  }

  String uid() {
    return current().getMetadata().getUid();
  }

  /** This process has read the request itself. */
  void hasRead(PipelineStopRequest request) {
    known.add(request.getMetadata().getUid());
    sees(request);
  }

  /** This process knows this state of the request. */
  void sees(PipelineStopRequest request) {
    if (request.getStatus() != null && request.getStatus().finishedAt() != null) {
      seenEnd.add(request.getMetadata().getUid());
    }
    if (request.isMarkedForDeletion()) {
      seenDeletion.add(request.getMetadata().getUid());
    }
  }

  /** Whether what it knows of the request is new enough to ask AWS about it. */
  boolean mayCallFor(String uid) {
    return known.contains(uid);
  }

  boolean hasSeenEnd(String uid) {
    return seenEnd.contains(uid);
  }

  boolean knowsDeletion(String uid) {
    return seenDeletion.contains(uid);
  }

  /** When its last look at the execution of the current request began. */
  Optional<Instant> lastLook() {
    return Optional.ofNullable(looks.get(uid()));
  }

  /** A call of the SDK on its way to AWS. */
  HttpExecuteResponse calls(String operation, HttpExecuteRequest request) throws IOException {
    if (operation.equals("GetPipelineExecution")) {
      looks.put(uid(), world.now());
    }
    return world.defect().exchange(operation, () -> world.callAws(this, operation, request), this);
  }

  private void eventFor(String request) {
    backlog.add(request);
    work();
  }

  private void forget(String request) {
    timers.remove(request);
    backlog.remove(request);
  }

  /** Works off what is due, unless it is at work already: then it does so afterwards. */
  private void work() {
    while (!dead && !isAtWork() && !backlog.isEmpty()) {
      String next = backlog.iterator().next();
      backlog.remove(next);
      timers.remove(next);
      cache.get(next).ifPresent(cached -> reconcile(next, cached));
    }
  }

  private void reconcile(String request, PipelineStopRequest cached) {
    current = cached;
    sees(cached);
    if (isInRush() && isUnseen(cached)) {
      known.add(uid());
    }
    try {
      Line.ofThread()
          .during(
              this, () -> schedule(request, reconciler.reconcile(cached, UnusedContext.CONTEXT)));
    } catch (CrashError e) {
      if (!dead) {
        throw e;
      }
    } finally {
      current = null;
    }
  }

  private static boolean isUnseen(PipelineStopRequest request) {
    PipelineStopRequestStatus status = request.getStatus();
    return status == null || Objects.equals(status.observedGeneration(), -1L);
  }

  private void schedule(String request, UpdateControl<PipelineStopRequest> control) {
    control
        .getScheduleDelay()
        .ifPresent(
            delay -> {
              long timer = ++timerCount;
              timers.put(request, timer);
              world.at(
                  world.now().plusMillis(delay),
                  () -> {
                    if (Objects.equals(timers.get(request), timer)) {
                      eventFor(request);
                    }
                  });
            });
  }

  @Override
  public String toString() {
    return name;
  }
}
