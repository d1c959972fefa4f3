package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.stop.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A machine whose clock is ten minutes behind AWS's, and what its metrics say of it. */
@WithApiServer
final class ClockIT {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/metrics");
  private static final Pattern DIFFERENCE =
      Pattern.compile("(?m)^pipelinestop_clock_difference_seconds (\\S+)$");

  @Test
  void theTimeOfAwsCountsAndTheDifferenceIsMeasured(ApiServer cluster) throws Exception {
    try (Scene scene = new Scene(cluster, "clock")) {
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      scene.aws().settings().clockDifference(Duration.ofMinutes(10));
      OperatorProcess operator =
          scene.start(
              scene.launch().with("--metrics-bind-address=127.0.0.1:0", "--log-format=text"));
      assertThat(difference(operator)).isNaN();
      Instant notAfter = Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.SECONDS);
      String manifest =
          """
          apiVersion: pipelinestop.dev/v1alpha1
          kind: PipelineStopRequest
          metadata:
            name: halt
          spec:
            pipelineName: shop
            pipelineExecutionId: %s
            notAfter: "%s"
          """
              .formatted(execution, notAfter);
      scene.kubectl().runWith(manifest, "apply", "-f", "-").output();

      String message = Scene.message(scene.awaitReason("halt", Reason.Expired));
      assertThat(message).contains("until " + notAfter, "AWS's clock", "the operator's own");
      assertThat(scene.ledger().stops()).isEmpty();
      assertThat(difference(operator)).isBetween(598d, 602d);
      assertThat(operator.log()).contains("The clock of this machine is wrong");
    }
  }

  private static double difference(OperatorProcess operator) throws Exception {
    return Double.parseDouble(
        DIFFERENCE
            .matcher(metrics(operator))
            .results()
            .findFirst()
            .map(match -> match.group(1))
            .orElseThrow());
  }

  private static String metrics(OperatorProcess operator) throws IOException, InterruptedException {
    String address = ADDRESS.matcher(operator.log()).results().findFirst().orElseThrow().group();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
          .body();
    }
  }
}
