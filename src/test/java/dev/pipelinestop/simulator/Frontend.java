package dev.pipelinestop.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pipelinestop.api.StopMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;

/** Takes requests: writes them down, lets faults happen, and has the rest worked on. */
final class Frontend {
  private static final Logger LOG = LoggerFactory.getLogger(Frontend.class);

  private record Result(WireResponse response, String answer, boolean effect) {}

  private final Simulator simulator;
  private final Backend backend;

  Frontend(Simulator simulator, Backend backend) {
    this.simulator = simulator;
    this.backend = backend;
  }

  Delivery receive(WireRequest request) {
    var now = simulator.clock().instant();
    var protocol = Protocol.of(request);
    var operation = protocol.operation(request);
    var body = protocol == Protocol.JSON ? parse(request.body()) : Json.MAPPER.createObjectNode();
    var call =
        simulator.ledger().arrived(sequence -> call(sequence, now, operation, body, request));
    Supplier<Result> work = () -> work(protocol, operation, body);
    if (protocol == Protocol.CBOR) {
      LOG.warn("{}: {}", operation, CborRefusal.MESSAGE);
      return finish(call, work.get());
    }
    var fault = simulator.faults().hit(call, now);
    return fault == null ? finish(call, work.get()) : fail(call, protocol, fault, work);
  }

  private Delivery fail(Call call, Protocol protocol, Fault fault, Supplier<Result> work) {
    return switch (fault.reply()) {
      case Fault.Reply.Late(var duration) ->
          new Delivery.Delayed(duration, () -> finish(call, work.get()));
      case Fault.Reply.Failure error -> {
        var failure = new AwsError(error.code(), error.message(), error.status());
        var response = protocol.error(failure, UUID.randomUUID().toString());
        yield finish(call, new Result(response, error.code(), outcome(fault, work).effect()));
      }
      case Fault.Reply.Raw raw -> {
        var response = WireResponse.of(raw.status(), raw.contentType(), raw.body());
        yield finish(
            call, new Result(response, "HTTP " + raw.status(), outcome(fault, work).effect()));
      }
      case Fault.Reply.Truncated() -> {
        var result = outcome(fault, work);
        yield finish(
            call, new Result(result.response().truncated(), result.answer(), result.effect()));
      }
      case Fault.Reply.Silence(var duration) -> {
        lose(call, outcome(fault, work));
        yield new Delivery.Delayed(duration, Delivery.Dropped::new);
      }
      case Fault.Reply.Reset() -> {
        lose(call, outcome(fault, work));
        yield new Delivery.Dropped();
      }
    };
  }

  private static Result outcome(Fault fault, Supplier<Result> work) {
    if (!fault.applied()) {
      return new Result(WireResponse.of(200, "text/plain", ""), Call.RESET, false);
    }
    var result = work.get();
    return new Result(result.response(), Call.LOST, result.effect());
  }

  private void lose(Call call, Result result) {
    simulator.ledger().answered(call, result.answer(), result.effect());
  }

  private Delivery finish(Call call, Result result) {
    simulator.ledger().answered(call, result.answer(), result.effect());
    var date =
        simulator
            .clock()
            .instant()
            .plus(simulator.settings().clockDifference())
            .atZone(ZoneOffset.UTC);
    return new Delivery.Answered(
        result
            .response()
            .header("x-amzn-RequestId", UUID.randomUUID().toString())
            .header("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date)));
  }

  private Result work(Protocol protocol, String operation, JsonNode body) {
    try {
      return switch (protocol) {
        case CBOR -> throw new AwsError(CborRefusal.CODE, CborRefusal.MESSAGE);
        case QUERY ->
            new Result(WireResponse.of(200, "text/xml", backend.sts(operation)), Call.OK, false);
        case JSON -> {
          var reply = backend.codePipeline(operation, body);
          yield new Result(
              WireResponse.of(200, "application/x-amz-json-1.1", reply.body().toString()),
              Call.OK,
              reply.effect());
        }
      };
    } catch (AwsError error) {
      return new Result(protocol.error(error, UUID.randomUUID().toString()), error.code(), false);
    }
  }

  private static JsonNode parse(SdkBytes body) {
    try {
      return Json.MAPPER.readTree(body.asUtf8String());
    } catch (JsonProcessingException notJson) {
      return Json.MAPPER.missingNode();
    }
  }

  /** Of the scope of the credentials: KEY/DATE/REGION/SERVICE/aws4_request. */
  private static @Nullable String scope(WireRequest request, int part) {
    var scope = request.header("authorization").replaceFirst("^.*Credential=", "").split("/", 4);
    return scope.length == 4 ? scope[part] : null;
  }

  private static Call call(
      long sequence, Instant now, String name, JsonNode body, WireRequest request) {
    var operation = Operation.named(name);
    var pipeline = operation == null ? "pipelineName" : operation.pipelineMember();
    var stopMode = body.path("abandon").asBoolean(false) ? StopMode.ABANDON : StopMode.WAIT;
    boolean stop = operation == Operation.STOP_PIPELINE_EXECUTION;
    var execution = body.path("pipelineExecutionId");
    if (execution.isMissingNode()) {
      execution = body.path("filter").findPath("pipelineExecutionId");
    }
    return new Call(
        sequence,
        now,
        name,
        body.path(pipeline).textValue(),
        execution.textValue(),
        stop ? stopMode : null,
        stop ? body.path("reason").textValue() : null,
        scope(request, 2),
        scope(request, 0),
        Call.PENDING,
        false);
  }
}
