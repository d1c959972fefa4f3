package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.codepipeline.AwsClock;
import dev.pipelinestop.codepipeline.AwsFailureException;
import dev.pipelinestop.stop.Decision;
import dev.pipelinestop.stop.NextStep;
import dev.pipelinestop.stop.Observation;
import dev.pipelinestop.stop.Protocol;
import dev.pipelinestop.stop.Request;
import dev.pipelinestop.stop.StopAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One round of one request: decides, records, executes, observes, until the step is to wait. Used
 * once.
 */
final class RequestRound {
  private static final Logger log = LoggerFactory.getLogger(RequestRound.class);

  /** After so many lost races in one round somebody writes all the time: let them, for a while. */
  private static final int MOST_CONFLICTS = 5;

  /** How long to wait for an API server that does not answer. */
  static final Duration STORE_PAUSE = Duration.ofSeconds(2);

  private static final Duration REFUSED_PAUSE = Duration.ofMinutes(1);

  private final RequestStore store;
  private final AwsSteps aws;
  private final Protocol protocol;
  private final AwsClock clock;
  private final RoundRunner.ChangeListener changes;
  private final RequestMemory memory;
  private final RunningRounds.RunningRound running;
  private PipelineStopRequest request;
  private Observation observation;
  private long lookBeganAt;
  private int conflicts;

  RequestRound(
      RequestStore store,
      AwsSteps aws,
      Protocol protocol,
      AwsClock clock,
      RoundRunner.ChangeListener changes,
      RequestMemory memory,
      RunningRounds.RunningRound running,
      PipelineStopRequest start) {
    this.store = store;
    this.aws = aws;
    this.protocol = protocol;
    this.clock = clock;
    this.changes = changes;
    this.memory = memory;
    this.running = running;
    this.request = start;
    Observation.StopAnswered unrecorded = memory.unrecorded();
    this.observation = unrecorded == null ? new Observation.Nothing() : unrecorded;
  }

  Optional<Instant> run() throws StoreUnavailableException {
    while (true) {
      running.step();
      memory.saw(request);
      if (isOver()) {
        return Optional.empty();
      }
      if (!aws.mayCall() && !(observation instanceof Observation.StopAnswered)) {
        return pause(STORE_PAUSE);
      }
      Decision decision = protocol.decide(asRecorded(), observation, clock.now());
      if (isWholeLook(decision)) {
        memory.succeeded();
      }
      switch (record(decision)) {
        case RECORDED -> {}
        case START_OVER -> {
          continue;
        }
        case LATER -> {
          return pause(STORE_PAUSE);
        }
        case REFUSED -> {
          return pause(REFUSED_PAUSE);
        }
        case GONE -> {
          return Optional.empty();
        }
      }
      switch (decision.next()) {
        case NextStep.ResolveStage step -> observation = observed(() -> resolved(step));
        case NextStep.ReadParallel step -> observation = observed(() -> read(step));
        case NextStep.BeginLook step -> observation = observed(() -> look(step));
        case NextStep.ReadDetails step -> observation = observed(() -> read(step));
        case NextStep.SendStop step -> observation = send(step);
        case NextStep.WaitUntil wait -> {
          memory.waitUntil(wait.instant(), request.getMetadata().getGeneration(), clock.instant());
          return Optional.of(wait.instant());
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

  /** Deleted; or finished, as this process knows, even if somebody has cleared the status since. */
  private boolean isOver() {
    return request.getMetadata().getDeletionTimestamp() != null
        || (memory.isDone() && statusOf(request).finishedAt() == null);
  }

  private boolean isWholeLook(Decision decision) {
    return switch (observation) {
      case Observation.Looked look -> !(decision.next() instanceof NextStep.ReadDetails);
      case Observation.StageLooked look -> !(decision.next() instanceof NextStep.ReadParallel);
      default -> false;
    };
  }

  private Request asRecorded() {
    var metadata = request.getMetadata();
    return new Request(
        metadata.getNamespace(),
        metadata.getName(),
        metadata.getUid(),
        Instant.parse(metadata.getCreationTimestamp()),
        metadata.getGeneration(),
        request.getSpec(),
        statusOf(request));
  }

  private enum Recorded {
    RECORDED,
    START_OVER,
    LATER,
    REFUSED,
    GONE
  }

  private Recorded record(Decision decision) throws StoreUnavailableException {
    PipelineStopRequestStatus before = statusOf(request);
    if (decision.status().equals(before)) {
      memory.remember(null);
      return Recorded.RECORDED;
    }
    RequestStore.Written written;
    try {
      written = store.writeStatus(with(decision.status()));
    } catch (StoreUnavailableException e) {
      log.warn("The status was not written: {}", e.getMessage());
      keepAnswer(decision);
      return Recorded.LATER;
    }
    return switch (written) {
      case RequestStore.Written.Done done -> {
        request = done.request();
        memory.saw(request);
        memory.remember(null);
        changes.changed(before, request);
        yield Recorded.RECORDED;
      }
      case RequestStore.Written.Conflict conflict -> {
        keepAnswer(decision);
        yield startOver();
      }
      case RequestStore.Written.Gone gone -> Recorded.GONE;
      case RequestStore.Written.Refused refused -> {
        log.error("The API server refuses the status: {}", refused.message());
        keepAnswer(decision);
        // Perhaps it rests on a state that somebody else has moved on from.
        yield conflicts == 0 ? startOver() : Recorded.REFUSED;
      }
    };
  }

  /**
   * Nothing was written, as far as is known: what must not be lost is the answer to a stop. An
   * attempt may have been written all the same; this process knows that it never sent it, and never
   * will, which is an answer too.
   */
  private void keepAnswer(Decision decision) {
    if (decision.next() instanceof NextStep.SendStop step) {
      observation =
          new Observation.StopAnswered(step.mode(), step.attemptId(), new StopAnswer.NotSent());
    }
    memory.remember(observation instanceof Observation.StopAnswered answered ? answered : null);
  }

  private Recorded startOver() throws StoreUnavailableException {
    conflicts++;
    if (conflicts > MOST_CONFLICTS) {
      return Recorded.LATER;
    }
    Optional<PipelineStopRequest> now =
        store
            .read(request.getMetadata().getNamespace(), request.getMetadata().getName())
            .filter(memory::isOf);
    if (now.isEmpty()) {
      return Recorded.GONE;
    }
    request = now.get();
    if (!(observation instanceof Observation.StopAnswered)) {
      observation = new Observation.Nothing();
    }
    return Recorded.START_OVER;
  }

  private PipelineStopRequest with(PipelineStopRequestStatus status) {
    PipelineStopRequest changed = new PipelineStopRequest();
    changed.setMetadata(request.getMetadata());
    changed.setSpec(request.getSpec());
    changed.setStatus(status);
    return changed;
  }

  private interface Look {
    Observation take() throws AwsFailureException;
  }

  private Observation observed(Look look) {
    try {
      return look.take();
    } catch (AwsFailureException e) {
      int inARow = memory.failed();
      log.warn("{} failed, {} in a row: {}", e.failure().operation(), inARow, e.getMessage());
      return new Observation.LookFailed(e.failure(), inARow);
    }
  }

  private Observation resolved(NextStep.ResolveStage step) throws AwsFailureException {
    return new Observation.StageLooked(aws.resolve(step));
  }

  private Observation read(NextStep.ReadParallel step) throws AwsFailureException {
    return new Observation.StageLooked(aws.read(step));
  }

  private Observation look(NextStep.BeginLook step) throws AwsFailureException {
    // A stop that is logged below names the execution, which a stage had to be asked for.
    MDC.put("execution", step.target().pipelineExecutionId());
    AwsSteps.TimedLook timed = aws.begin(step);
    lookBeganAt = timed.beganAt();
    return new Observation.Looked(timed.look());
  }

  private Observation read(NextStep.ReadDetails step) throws AwsFailureException {
    return new Observation.Looked(aws.read(step, lookBeganAt));
  }

  private Observation send(NextStep.SendStop step) {
    StopAnswer answer =
        memory.isOf(request) && request.getMetadata().getDeletionTimestamp() == null
            ? aws.stop(step, lookBeganAt)
            : new StopAnswer.NotSent();
    log.info(
        "StopPipelineExecution ({}, attempt {}): {}",
        step.mode(),
        step.attemptId(),
        described(answer));
    return new Observation.StopAnswered(step.mode(), step.attemptId(), answer);
  }

  private static String described(StopAnswer answer) {
    return switch (answer) {
      case StopAnswer.Accepted accepted -> "accepted";
      case StopAnswer.AlreadyStopping already -> "stopping already: " + already.message();
      case StopAnswer.NotStoppable not -> "not stoppable: " + not.message();
      case StopAnswer.Refused refused ->
          "refused: " + refused.failure().code() + ": " + refused.failure().message();
      case StopAnswer.Lost lost ->
          "answer lost: " + lost.failure().code() + ": " + lost.failure().message();
      case StopAnswer.NotSent not -> "not sent";
    };
  }

  private Optional<Instant> pause(Duration pause) {
    Instant now = clock.instant();
    Instant until = now.plus(pause);
    memory.waitUntil(until, request.getMetadata().getGeneration(), now);
    return Optional.of(until);
  }

  private static PipelineStopRequestStatus statusOf(PipelineStopRequest request) {
    PipelineStopRequestStatus status = request.getStatus();
    return status == null ? PipelineStopRequestStatus.empty() : status;
  }
}
