package dev.pipelinestop.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.pipelinestop.api.StopMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tests in other processes ask of a simulator, in JSON under {@code /simulator/}. */
final class ControlApi {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  /** A demand to move the clock. */
  record Advance(io.fabric8.kubernetes.api.model.Duration by) {}

  private final Simulator simulator;

  ControlApi(Simulator simulator) {
    this.simulator = simulator;
  }

  Delivery receive(WireRequest request) {
    try {
      return answer(200, MAPPER.writeValueAsString(work(request)));
    } catch (JsonProcessingException
        | IllegalArgumentException
        | IllegalStateException
        | AwsError e) {
      return error(e);
    }
  }

  private Object work(WireRequest request) throws JsonProcessingException {
    return switch (request.method() + " " + request.path()) {
      case "GET /simulator/health" -> Map.of("status", "ok", "now", simulator.clock().instant());
      case "GET /simulator/ledger" -> simulator.ledger().calls();
      case "GET /simulator/ledger/summary" -> summary();
      case "GET /simulator/executions" -> simulator.truths();
      case "POST /simulator/scenario" -> {
        Scenario.parse(request.body().asUtf8String()).addTo(simulator);
        yield Map.of();
      }
      case "POST /simulator/faults" -> {
        MAPPER
            .readValue(request.body().asUtf8String(), FaultRequest.class)
            .addTo(simulator.faults());
        yield Map.of();
      }
      case "DELETE /simulator/faults" -> {
        simulator.faults().clear();
        yield Map.of();
      }
      case "POST /simulator/clock" -> {
        simulator
            .clock()
            .advance(
                MAPPER.readValue(request.body().asUtf8String(), Advance.class).by.getDuration());
        yield Map.of("now", simulator.clock().instant());
      }
      default ->
          throw new IllegalArgumentException(
              "The simulator knows no %s %s".formatted(request.method(), request.path()));
    };
  }

  private Map<String, Object> summary() {
    var ledger = simulator.ledger();
    var summary = new LinkedHashMap<String, Object>();
    summary.put("calls", ledger.calls().size());
    summary.put("byOperation", ledger.countsByOperation());
    summary.put("byAnswer", ledger.countsByAnswer());
    var accepted = new LinkedHashMap<StopMode, Integer>();
    for (var mode : StopMode.values()) {
      accepted.put(mode, ledger.acceptedStops(mode).size());
    }
    summary.put("acceptedStops", accepted);
    return summary;
  }

  private static Delivery error(Exception e) {
    return answer(
        400, new Json().with("message", String.valueOf(e.getMessage())).node().toString());
  }

  private static Delivery answer(int status, String body) {
    return new Delivery.Answered(WireResponse.of(status, "application/json", body));
  }
}
