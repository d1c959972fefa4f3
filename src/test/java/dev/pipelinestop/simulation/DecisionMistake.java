package dev.pipelinestop.simulation;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.stop.Decision;
import dev.pipelinestop.stop.NextStep;
import dev.pipelinestop.stop.Now;
import dev.pipelinestop.stop.Observation;
import dev.pipelinestop.stop.Protocol;
import dev.pipelinestop.stop.Request;
import dev.pipelinestop.stop.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Mistakes in what is made of a decision. */
enum DecisionMistake implements Twist {
  INTENT_AFTER_CALL("the intent is recorded after the call, with its outcome") {
    @Override
    public Protocol protocol(Protocol protocol) {
      return new Protocol() {
        private @Nullable PipelineStopRequestStatus held;

        @Override
        public Decision decide(Request request, Observation observation, Now time) {
          boolean answered = observation instanceof Observation.StopAnswered && held != null;
          PipelineStopRequestStatus status = answered ? held : request.status();
          Decision decision =
              protocol.decide(Twist.with(request, any -> orEmpty(status)), observation, time);
          held = decision.next() instanceof NextStep.SendStop ? decision.status() : null;
          return held == null ? decision : new Decision(request.status(), decision.next());
        }
      };
    }
  },
  NO_FRESHNESS("a stop may rest on a look of any age") {
    @Override
    public Decision decided(Decision decision, Request request, Instant now) {
      return sending(
          decision,
          step ->
              new NextStep.SendStop(
                  step.target(),
                  step.mode(),
                  step.attemptId(),
                  step.reason(),
                  now.plus(Duration.ofDays(1)),
                  Duration.ofDays(1)));
    }
  },
  OTHER_EXECUTION("another execution of the pipeline is stopped") {
    @Override
    public Decision decided(Decision decision, Request request, Instant now) {
      Target other =
          new Target(Shop.PIPELINE, Shop.EXECUTION.replace("11111111", "22222222"), null);
      return sending(
          decision,
          step ->
              new NextStep.SendStop(
                  other,
                  step.mode(),
                  step.attemptId(),
                  step.reason(),
                  step.notAfter(),
                  step.within()));
    }
  },
  WRONG_MODE("the mode of an attempt is not the one that is sent") {
    @Override
    public Decision decided(Decision decision, Request request, Instant now) {
      return sending(
          decision,
          step ->
              new NextStep.SendStop(
                  step.target(),
                  step.mode() == StopMode.WAIT ? StopMode.ABANDON : StopMode.WAIT,
                  step.attemptId(),
                  step.reason(),
                  step.notAfter(),
                  step.within()));
    }
  },
  ANYBODY_SENDS("an attempt that has no outcome is sent by whoever sees it") {
    @Override
    public Decision decided(Decision decision, Request request, Instant now) {
      Stop last = request.status().stops().isEmpty() ? null : request.status().stops().getLast();
      return last != null && last.outcome() == null && decision.next() instanceof NextStep.WaitUntil
          ? new Decision(
              decision.status(),
              new NextStep.SendStop(
                  new Target(Shop.PIPELINE, Shop.EXECUTION, null),
                  last.mode(),
                  last.attemptId(),
                  last.reason(),
                  now.plus(Duration.ofSeconds(10)),
                  Duration.ofSeconds(10)))
          : decision;
    }
  },
  NO_PAUSES("there are no pauses between looks") {
    @Override
    public Decision decided(Decision decision, Request request, Instant now) {
      return decision.next() instanceof NextStep.WaitUntil
          ? new Decision(decision.status(), new NextStep.WaitUntil(now.plusMillis(300)))
          : decision;
    }
  },
  NO_LOOKS("nobody looks again once a stop is in effect") {
    @Override
    public Decision decided(Decision decision, Request request, Instant now) {
      return decision.status().stoppingSince() != null
              && decision.next() instanceof NextStep.WaitUntil
          ? new Decision(decision.status(), new NextStep.Idle())
          : decision;
    }
  },
  END_IS_FORGOTTEN("a finished request that is edited is looked at again") {
    @Override
    public Decision decided(Decision decision, Request request, Instant now) {
      return request.status().finishedAt() == null
          ? decision
          : new Decision(
              decision.status(),
              new NextStep.BeginLook(new Target(Shop.PIPELINE, Shop.EXECUTION, null)));
    }
  },
  HEARTBEAT("a status says when somebody looked last") {
    @Override
    public Decision decided(Decision decision, Request request, Instant now) {
      return decision.next() instanceof NextStep.WaitUntil
          ? new Decision(
              decision.status().with().executionStatusSummary("seen at " + now).build(),
              decision.next())
          : decision;
    }
  };

  private final String meaning;

  DecisionMistake(String meaning) {
    this.meaning = meaning;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  private static Decision sending(Decision decision, UnaryOperator<NextStep.SendStop> change) {
    return decision.next() instanceof NextStep.SendStop step
        ? new Decision(decision.status(), change.apply(step))
        : decision;
  }

  private static PipelineStopRequestStatus orEmpty(@Nullable PipelineStopRequestStatus status) {
    return status == null ? PipelineStopRequestStatus.empty() : status;
  }
}
