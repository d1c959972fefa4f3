package dev.pipelinestop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

final class LogsTest {
  private static final PrintStream STANDARD_OUTPUT = System.out;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @AfterEach
  void restore() {
    MDC.clear();
    System.setOut(STANDARD_OUTPUT);
    Logs.configure(LogFormat.TEXT, Level.INFO);
  }

  private String log(LogFormat format, Level level, Runnable work) {
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    Logs.configure(format, level);
    work.run();
    return written.toString(StandardCharsets.UTF_8);
  }

  private static void sayOfARequest() {
    MDC.setContextMap(
        Map.of("namespace", "team", "name", "halt", "pipeline", "shop", "execution", "1234"));
    LoggerFactory.getLogger("dev.pipelinestop.reconcile").info("It {}", "stops");
  }

  @Test
  void aLineOfTextNamesTheRequest() {
    assertThat(log(LogFormat.TEXT, Level.INFO, LogsTest::sayOfARequest))
        .contains("INFO")
        .endsWith("It stops [team/halt shop 1234]\n");
  }

  @Test
  void whatIsDoneSilentlyIsNotInTheLog() {
    assertThat(
            log(
                LogFormat.TEXT,
                Level.DEBUG,
                () -> {
                  var logger = LoggerFactory.getLogger("dev.pipelinestop");
                  MDC.put("namespace", "team");
                  String result =
                      Logs.silently(
                          () -> {
                            MDC.put("namespace", "nobody");
                            logger.error("Nobody hears this");
                            return "done";
                          });
                  logger.info("This is {}", result);
                }))
        .contains("This is done [team/")
        .doesNotContain("obody");
  }

  @Test
  void aLineOfTextWithoutARequestHasNoEmptyBrackets() {
    assertThat(
            log(
                LogFormat.TEXT,
                Level.INFO,
                () -> LoggerFactory.getLogger("dev.pipelinestop").info("Watching")))
        .endsWith("Watching\n");
  }

  @Test
  void jsonCarriesTheRequestAsFields() throws Exception {
    JsonNode line =
        new ObjectMapper().readTree(log(LogFormat.JSON, Level.INFO, LogsTest::sayOfARequest));
    assertThat(line.path("formattedMessage").asText()).isEqualTo("It stops");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("mdc").path("namespace").asText()).isEqualTo("team");
    assertThat(line.path("mdc").path("name").asText()).isEqualTo("halt");
    assertThat(line.path("mdc").path("pipeline").asText()).isEqualTo("shop");
    assertThat(line.path("mdc").path("execution").asText()).isEqualTo("1234");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.javaoperatorsdk.operator.Operator",
        "Default ConfigurationService implementation",
        "io.javaoperatorsdk.operator.processing.Controller"
      })
  void whatTheFrameworkSaysOfItsStartIsForDebugging(String logger) {
    Runnable start =
        () -> {
          LoggerFactory.getLogger(logger).info("Created configuration");
          LoggerFactory.getLogger(logger).warn("No configuration");
        };
    assertThat(log(LogFormat.TEXT, Level.INFO, start))
        .doesNotContain("Created configuration")
        .contains("No configuration");
    assertThat(log(LogFormat.TEXT, Level.DEBUG, start)).contains("Created configuration");
    written.reset();
    assertThat(log(LogFormat.TEXT, Level.ERROR, start)).isEmpty();
  }

  @Test
  void whichReplicaLeadsIsTold() {
    assertThat(
            log(
                LogFormat.TEXT,
                Level.INFO,
                () ->
                    LoggerFactory.getLogger("io.javaoperatorsdk.operator.LeaderElectionManager")
                        .info("New leader with identity: {}", "pod-1")))
        .contains("pod-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "software.amazon.awssdk.auth.signer",
        "software.amazon.awssdk.request",
        "org.apache.http.wire",
        "io.fabric8.kubernetes.client.http"
      })
  void whatIsSignedAndSentIsLoggedAtNoLevel(String logger) {
    assertThat(
            log(
                LogFormat.TEXT,
                Level.TRACE,
                () -> LoggerFactory.getLogger(logger).debug("Authorization: AWS4-HMAC-SHA256 …")))
        .isEmpty();
  }
}
