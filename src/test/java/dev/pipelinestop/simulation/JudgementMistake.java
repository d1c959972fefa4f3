package dev.pipelinestop.simulation;

import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopOutcome;
import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.Request;
import dev.pipelinestop.stop.StopAnswer;
import dev.pipelinestop.stop.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Mistakes in what the protocol takes into account. */
enum JudgementMistake implements Twist {
  DUPLICATED_IS_FAILURE("Duplicated is taken as a failure") {
    @Override
    public StopAnswer told(StopAnswer answer) {
      return answer instanceof StopAnswer.AlreadyStopping ? REFUSED : answer;
    }
  },
  LOST_IS_REFUSED("a lost answer is taken as a refusal") {
    @Override
    public StopAnswer told(StopAnswer answer) {
      return answer instanceof StopAnswer.Lost ? REFUSED : answer;
    }
  },
  NOT_STOPPABLE_IS_STOPPING("NotStoppable is taken as stopping already") {
    @Override
    public StopAnswer told(StopAnswer answer) {
      return answer instanceof StopAnswer.NotStoppable
          ? new StopAnswer.AlreadyStopping("so it seems")
          : answer;
    }
  },
  UNKNOWN_IS_REFUSED("an attempt without an outcome is taken as one that was refused") {
    @Override
    public Request told(Request request, Instant now) {
      return Twist.with(
          request,
          status ->
              status
                  .with()
                  .stops(status.stops().stream().map(stop -> refused(stop, now)).toList())
                  .build());
    }
  },
  DRY_RUN_SENDS("a dry run is taken for a stop") {
    @Override
    public Request told(Request request, Instant now) {
      return asking(request, spec -> spec.dryRun(false));
    }
  },
  NO_SETTLE("the settle period is zero") {
    @Override
    public Timing timing(Timing timing) {
      return new Timing(
          timing.defaultNotAfter(),
          timing.freshness(),
          timing.stopTimeout(),
          Duration.ZERO,
          timing.notFoundGrace());
    }
  },
  NO_GRACE("an execution that is not found at once is not found at all") {
    @Override
    public Timing timing(Timing timing) {
      return timing.withNotFoundGrace(Duration.ZERO);
    }
  },
  NO_EXPIRY("the expiry is ignored") {
    @Override
    public Timing timing(Timing timing) {
      return timing.withDefaultNotAfter(Duration.ofDays(365));
    }

    @Override
    public Request told(Request request, Instant now) {
      return asking(request, spec -> spec.notAfter(now.plus(Duration.ofDays(365))));
    }
  },
  ABANDON_WITHOUT_LEAVE("everything is abandoned") {
    @Override
    public Request told(Request request, Instant now) {
      return asking(request, spec -> spec.abandon(true));
    }
  },
  ABANDON_TOO_EARLY("abandonAfter is not waited for") {
    @Override
    public Request told(Request request, Instant now) {
      return request.spec().abandonAfter() == null
          ? request
          : asking(request, spec -> spec.abandonAfter("1s"));
    }
  };

  private final String meaning;

  JudgementMistake(String meaning) {
    this.meaning = meaning;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  private static final StopAnswer REFUSED =
      new StopAnswer.Refused(
          new AwsFailure(
              "StopPipelineExecution", "Mistake", "so it seems", AwsFailure.Meaning.BUSY));

  private static Stop refused(Stop stop, Instant now) {
    return stop.outcome() == null || stop.outcome() == StopOutcome.UNKNOWN
        ? stop.with().outcome(StopOutcome.REFUSED).answeredAt(now).build()
        : stop;
  }

  private static Request asking(
      Request request, UnaryOperator<PipelineStopRequestSpecBuilder> change) {
    return new Request(
        request.namespace(),
        request.name(),
        request.uid(),
        request.createdAt(),
        request.generation(),
        change.apply(request.spec().with()).build(),
        request.status());
  }
}
