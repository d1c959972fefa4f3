package dev.pipelinestop.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.codepipeline.ScriptedAws.Answer;
import dev.pipelinestop.stop.StopAnswer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers tell the time. The clock of the test says 12:00:00. */
class DateTest extends GatewayFixture {
  private static final String BODY = "{\"__type\":\"ThrottlingException\",\"message\":\"x\"}";
  private static final String DATE = "Date: Sun, 22 Nov 2026 12:10:00 GMT";
  private static final String ID = "x-amzn-RequestId: 5c4b8a4e-0000-4000-8000-000000000001";

  private final AwsClients clients = clients(s -> s);

  private static Answer answer(int status, String... headers) {
    return ScriptedAws.withHeaders(status, BODY, headers);
  }

  private Duration correctionAfterThreeLooks() throws Exception {
    try (CodePipelineGateway gateway = clients.gateway("eu-central-1")) {
      for (int i = 0; i < 3; i++) {
        var unused =
            catchThrowableOfType(AwsFailureException.class, () -> gateway.execution(TARGET));
      }
    }
    return clients.clock().now().correction();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 403, 503})
  void everyAnswerOfAwsTellsIt(int status) throws Exception {
    aws.then(answer(status, DATE, ID));
    assertThat(correctionAfterThreeLooks())
        .isCloseTo(Duration.ofMinutes(10), Duration.ofSeconds(1));
    assertThat(clients.clock().instant()).isCloseTo(wall.plusSeconds(600), byLessThanASecond());
  }

  @Test
  void soDoesWhoWeAre() throws Exception {
    aws.then(answer(403, DATE, ID));
    try (Identity identity = clients.identity("eu-central-1")) {
      for (int i = 0; i < 3; i++) {
        var unused = catchThrowableOfType(AwsFailureException.class, identity::account);
      }
    }
    assertThat(clients.clock().now().confirmed()).isTrue();
  }

  @Test
  void whatHasNoRequestIdIsNotOfAws() throws Exception {
    aws.then(answer(502, DATE));
    assertThat(correctionAfterThreeLooks()).isZero();
    assertThat(clients.clock().now().confirmed()).isFalse();
  }

  @Test
  void whatWasKeptOnTheWayIsOld() throws Exception {
    aws.then(answer(200, DATE, ID, "Age: 600"));
    assertThat(correctionAfterThreeLooks()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "2026-11-22T12:10:00Z", "Sun, 99 Nov 2026 12:10:00 GMT"})
  void whatIsNoDateTellsNothing(String date) throws Exception {
    aws.then(answer(200, "Date: " + date, ID));
    assertThat(correctionAfterThreeLooks()).isZero();
    assertThat(clients.clock().now().confirmed()).isFalse();
  }

  @Test
  void aStopIsHeldToTheTimeOfAws() throws Exception {
    aws.then(answer(400, DATE, ID));
    assertThat(correctionAfterThreeLooks()).isPositive();
    int before = aws.requests().size();
    try (CodePipelineGateway gateway = clients.gateway("eu-central-1")) {
      // Of ten seconds by the clock of this machine AWS's has none left.
      assertThat(gateway.stop(step(StopMode.WAIT), nanos)).isInstanceOf(StopAnswer.NotSent.class);
    }
    assertThat(aws.requests()).hasSize(before);
  }

  private static org.assertj.core.data.TemporalUnitOffset byLessThanASecond() {
    return new org.assertj.core.data.TemporalUnitWithinOffset(1, ChronoUnit.SECONDS);
  }
}
