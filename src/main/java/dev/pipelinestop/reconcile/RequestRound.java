package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.codepipeline.AwsClock;
import dev.pipelinestop.stop.Decision;
import dev.pipelinestop.stop.NextStep;
import dev.pipelinestop.stop.Observation;
import dev.pipelinestop.stop.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One round of one request: decides, records, executes, observes, until the step is to wait. Used
 * once.
 */
final class RequestRound {
  /** How long to wait for an API server that does not answer. */
  static final Duration STORE_PAUSE = Duration.ofSeconds(2);

  private static final Duration REFUSED_PAUSE = Duration.ofMinutes(1);

  private final Protocol protocol;
  private final AwsClock clock;
  private final RequestMemory memory;
  private final RunningRounds.RunningRound running;
  private final StepTaker steps;
  private final Recorder recorder;

  RequestRound(
      Protocol protocol,
      AwsClock clock,
      RequestMemory memory,
      RunningRounds.RunningRound running,
      StepTaker steps,
      Recorder recorder) {
    this.protocol = protocol;
    this.clock = clock;
    this.memory = memory;
    this.running = running;
    this.steps = steps;
    this.recorder = recorder;
  }

  Optional<Instant> run() throws StoreUnavailableException {
    Observation observation = atFirst();
    while (true) {
      running.step();
      if (isOver()) {
        return Optional.empty();
      }
      if (!steps.mayCall()) {
        if (!(observation instanceof Observation.StopAnswered)) {
          return pause(STORE_PAUSE);
        }
        recorder.holdNothing();
      }
      Decision decision = protocol.decide(recorder.known(), observation, clock.now());
      if (isWholeLook(observation, decision)) {
        memory.succeeded();
      }
      switch (recorder.record(decision, observation)) {
        case RECORDED -> {}
        case START_OVER -> {
          observation = atFirst();
          continue;
        }
        case LATER -> {
          return pause(STORE_PAUSE);
        }
        case REFUSED -> {
          return pause(REFUSED_PAUSE);
        }
        case GONE -> {
          return pause(RoundRunner.ABSENT_PAUSE);
        }
      }
      switch (decision.next()) {
        case NextStep.ResolveStage step -> observation = steps.take(step);
        case NextStep.ReadParallel step -> observation = steps.take(step);
        case NextStep.BeginLook step -> observation = steps.take(step);
        case NextStep.ReadDetails step -> observation = steps.take(step);
        case NextStep.SendStop step -> observation = steps.take(step, recorder.request());
        case NextStep.WaitUntil wait -> {
          if (!isHeldUntilALook(observation, wait)) {
            return waitUntil(recorder.heldUntil().orElse(wait.instant()));
          }
          observation = new Observation.Nothing();
        }
        case NextStep.Idle idle -> {
          return Optional.empty();
        }
        case NextStep.Finished finished -> {
          memory.done();
          return Optional.empty();
        }
      }
    }
  }

  /** What must not be lost is the answer to a stop. */
  private Observation atFirst() {
    Observation.StopAnswered unrecorded = memory.unrecorded();
    return unrecorded == null ? new Observation.Nothing() : unrecorded;
  }

  /** The look that is due now tells more than the answer: both are written together. */
  private boolean isHeldUntilALook(Observation observation, NextStep.WaitUntil wait) {
    return observation instanceof Observation.StopAnswered
        && memory.unrecorded() != null
        && !wait.instant().isAfter(clock.instant());
  }

  /** Deleted; or finished, as this process knows, even if somebody has cleared the status since. */
  private boolean isOver() {
    PipelineStopRequest request = recorder.request();
    return request.getMetadata().getDeletionTimestamp() != null
        || (memory.isDone() && recorder.known().status().finishedAt() == null);
  }

  private static boolean isWholeLook(Observation observation, Decision decision) {
    return switch (observation) {
      case Observation.Looked look -> !(decision.next() instanceof NextStep.ReadDetails);
      case Observation.StageLooked look -> !(decision.next() instanceof NextStep.ReadParallel);
      default -> false;
    };
  }

  private Optional<Instant> pause(Duration pause) {
    return waitUntil(clock.instant().plus(pause));
  }

  private Optional<Instant> waitUntil(Instant instant) {
    memory.waitUntil(instant, recorder.request().getMetadata().getGeneration(), clock.instant());
    return Optional.of(instant);
  }
}
