package dev.pipelinestop.bench;

import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.stop.ActionSighting;
import dev.pipelinestop.stop.ActionSightingBuilder;
import dev.pipelinestop.stop.Decision;
import dev.pipelinestop.stop.ExecutionSighting;
import dev.pipelinestop.stop.Look;
import dev.pipelinestop.stop.NextStep;
import dev.pipelinestop.stop.Now;
import dev.pipelinestop.stop.Observation;
import dev.pipelinestop.stop.Request;
import dev.pipelinestop.stop.StopAnswer;
import dev.pipelinestop.stop.StopProtocol;
import dev.pipelinestop.stop.StopTrigger;
import dev.pipelinestop.stop.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * {@code pace}: what {@link Approvals} observes, computed: the protocol alone is asked when it
 * wants to look, on a clock that jumps.
 */
record Pacing() implements Measurement {
  private static final int REQUESTS = 2000;
  private static final Duration LONG = Duration.ofHours(2);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public String title() {
    return "pace: %d waits that hang on approvals, for %d hours, as the protocol has it"
        .formatted(REQUESTS, LONG.toHours());
  }

  @Override
  public List<Figure> run() {
    StopProtocol protocol = new StopProtocol(Timing.standard(), () -> UUID.randomUUID().toString());
    Looks looks = new Looks();
    for (int i = 0; i < REQUESTS; i++) {
      new Wait(protocol, looks, UUID.randomUUID().toString()).run();
    }
    return looks.figures();
  }

  /** One request, from its creation on. */
  private static final class Wait {
    private final StopProtocol protocol;
    private final Looks looks;
    private final String uid;
    private Instant now = START;
    private boolean stopping;
    private Observation observation = new Observation.Nothing();
    private PipelineStopRequestStatus status = PipelineStopRequestStatus.empty();

    Wait(StopProtocol protocol, Looks looks, String uid) {
      this.protocol = protocol;
      this.looks = looks;
      this.uid = uid;
    }

    void run() {
      while (now.isBefore(START.plus(LONG))) {
        Decision decision = protocol.decide(request(), observation, Now.of(now));
        status = decision.status();
        observation = observe(decision.next());
      }
    }

    private Observation observe(NextStep next) {
      return switch (next) {
        case NextStep.BeginLook step -> {
          if (stopping) {
            looks.add(uid, START, now);
          }
          yield new Observation.Looked(Look.at(now, "123456789012", "eu-central-1", sighting()));
        }
        case NextStep.ReadDetails step ->
            new Observation.Looked(
                step.look()
                    .withActions(List.of(approval()))
                    .withStages(List.of())
                    .withStopTrigger(new StopTrigger.None()));
        case NextStep.SendStop step -> {
          stopping = true;
          yield new Observation.StopAnswered(
              step.mode(), step.attemptId(), new StopAnswer.Accepted(), now);
        }
        case NextStep.WaitUntil wait -> {
          now = wait.instant();
          yield new Observation.Nothing();
        }
        case NextStep.ResolveStage step -> throw new IllegalStateException("it names an execution");
        case NextStep.ReadParallel step -> throw new IllegalStateException("it names an execution");
        case NextStep.Idle idle -> throw new IllegalStateException("it gave up");
        case NextStep.Finished finished -> throw new IllegalStateException("it ended");
      };
    }

    private Request request() {
      return new Request(
          "default",
          "wait",
          uid,
          START,
          1,
          PipelineStopRequestSpecBuilder.builder()
              .pipelineName("pipeline")
              .pipelineExecutionId(uid)
              .build(),
          status);
    }

    private ExecutionSighting sighting() {
      return new ExecutionSighting.Found(
          stopping ? "Stopping" : "InProgress", null, 1, "PARALLEL", "STANDARD", null, List.of());
    }

    private static ActionSighting approval() {
      return ActionSightingBuilder.builder()
          .stage("Deploy")
          .action("Release")
          .actionExecutionId("action")
          .status("InProgress")
          .category("Approval")
          .provider("Manual")
          .startedAt(START)
          .build();
    }
  }
}
