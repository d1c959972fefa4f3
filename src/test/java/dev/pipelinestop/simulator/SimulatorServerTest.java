package dev.pipelinestop.simulator;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The wire itself, and the control API. */
class SimulatorServerTest {
  private final Simulator simulator = Simulator.realTime();
  private final SimulatorServer server = SimulatorServer.start(simulator);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(server.endpoint().resolve(path));
  }

  private HttpResponse<String> call(String operation, String body) throws Exception {
    return send(
        to("/")
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "CodePipeline_20150709." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }

  @Test
  void errorsHaveTheFormOfAws() throws Exception {
    var response = call("GetPipelineState", "{\"name\":\"p\"}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
    assertThat(json(response).get("__type").textValue()).isEqualTo("PipelineNotFoundException");
    assertThat(json(response).get("message").textValue()).contains("'p'");
  }

  @Test
  void timestampsAreSecondsWithMilliseconds() throws Exception {
    simulator.pipeline("p").stage("Build", action("Compile"));

    assertThat(call("GetPipelineState", "{\"name\":\"p\"}").body())
        .containsPattern(Pattern.compile("\"created\":\\d{10}\\.\\d{3}[,}]"));
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    assertThat(json(call("ListWebhooks", "{}")).get("__type").textValue())
        .isEqualTo("UnknownOperationException");
    assertThat(json(call("ListPipelines", "[")).get("__type").textValue())
        .isEqualTo("SerializationException");
    assertThat(json(call("GetPipelineState", "{\"name\":7}")).get("__type").textValue())
        .isEqualTo("SerializationException");
  }

  @Test
  void tellsClientsOfTheOtherProtocolWhichOnesWork() throws Exception {
    var response =
        send(
            to("/service/CodePipeline_20150709/operation/ListPipelines")
                .header("smithy-protocol", "rpc-v2-cbor")
                .POST(HttpRequest.BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("smithy-protocol")).hasValue("rpc-v2-cbor");
    assertThat(response.body()).contains("botocore up to 1.43", "2.40.2");
    assertThat(simulator.ledger().calls("ListPipelines")).hasSize(1);
  }

  @Test
  void theDateCanDifferFromTheClock() throws Exception {
    simulator.settings().clockDifference(ofDays(10));

    var date =
        ZonedDateTime.parse(
            call("ListPipelines", "{}").headers().firstValue("Date").orElseThrow(),
            DateTimeFormatter.RFC_1123_DATE_TIME);

    assertThat(date.toInstant()).isAfter(Instant.now().plus(ofDays(9)));
  }

  @Test
  void isControlledByOtherProcesses() throws Exception {
    assertThat(json(send(to("/simulator/health"))).get("status").textValue()).isEqualTo("ok");
    var scenario =
        """
        {"pipelines": [{"name": "p",
          "stages": [{"name": "Build", "actions": [{"name": "Compile", "takes": "1h"}]}],
          "executions": [{"id": "11111111-1111-4111-8111-111111111111", "stage": "Build"}]}]}
        """;
    var posted =
        send(to("/simulator/scenario").POST(HttpRequest.BodyPublishers.ofString(scenario)));
    assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);
    send(
        to("/simulator/faults")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"operation\":\"StopPipelineExecution\",\"fault\":\"serverError\","
                        + "\"times\":1,\"status\":502,\"afterEffect\":true}")));
    var stop =
        call(
            "StopPipelineExecution",
            "{\"pipelineName\":\"p\",\"abandon\":true,"
                + "\"pipelineExecutionId\":\"11111111-1111-4111-8111-111111111111\"}");
    assertThat(stop.statusCode()).isEqualTo(502);

    var summary = json(send(to("/simulator/ledger/summary")));
    assertThat(summary.at("/acceptedStops/Abandon").intValue()).isEqualTo(1);
    assertThat(summary.at("/byOperation/StopPipelineExecution").intValue()).isEqualTo(1);
    var row = json(send(to("/simulator/ledger"))).get(0);
    assertThat(row.get("answer").textValue()).isEqualTo("InternalFailure");
    assertThat(row.get("mode").textValue()).isEqualTo("Abandon");
    send(to("/simulator/clock").POST(HttpRequest.BodyPublishers.ofString("{\"by\":\"1m\"}")));
    assertThat(json(send(to("/simulator/executions"))).at("/0/status").textValue())
        .isEqualTo("STOPPED");
    assertThat(send(to("/simulator/nothing")).statusCode()).isEqualTo(400);
  }
}
