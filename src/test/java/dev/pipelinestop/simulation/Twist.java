package dev.pipelinestop.simulation;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.stop.Decision;
import dev.pipelinestop.stop.Observation;
import dev.pipelinestop.stop.Protocol;
import dev.pipelinestop.stop.Request;
import dev.pipelinestop.stop.StopAnswer;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** A mistake around the protocol: in what it is told, or in what becomes of what it says. */
interface Twist extends Mistake {
  /** What the protocol is told of the request. */
  default Request told(Request request, Instant now) {
    return request;
  }

  /** What the protocol is told of an answer. */
  default StopAnswer told(StopAnswer answer) {
    return answer;
  }

  /** What becomes of its decision. */
  default Decision decided(Decision decision, Request request, Instant now) {
    return decision;
  }

  @Override
  default Protocol protocol(Protocol protocol) {
    return (request, observation, time) ->
        decided(
            protocol.decide(told(request, time.instant()), told(observation), time),
            request,
            time.instant());
  }

  private Observation told(Observation observation) {
    return observation
            instanceof Observation.StopAnswered(var mode, var attemptId, var answer, var at)
        ? new Observation.StopAnswered(mode, attemptId, told(answer), at)
        : observation;
  }

  /** The same request with another status. */
  static Request with(Request request, UnaryOperator<PipelineStopRequestStatus> change) {
    return new Request(
        request.namespace(),
        request.name(),
        request.uid(),
        request.createdAt(),
        request.generation(),
        request.spec(),
        change.apply(request.status()));
  }
}
