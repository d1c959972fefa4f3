package dev.pipelinestop.simulator;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.pipelinestop.api.StopMode;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineException;
import software.amazon.awssdk.services.codepipeline.model.ConflictException;

/** What goes wrong, over real HTTP with the real SDK. */
class SimulatorFaultsTest {
  private final Simulator simulator = Simulator.realTime();
  private final SimulatorServer server = SimulatorServer.start(simulator);
  private final CodePipelineClient client = SdkClients.codePipeline(server, ofSeconds(20));
  private Looks looks = new Looks(client, "p", "");

  @BeforeEach
  void run() {
    simulator.pipeline("p").stage("Build", action("Compile").takes(ofHours(1)));
    simulator.lags().none();
    looks = new Looks(client, "p", simulator.start("p"));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private CodePipelineException refused() {
    return catchThrowableOfType(CodePipelineException.class, () -> looks.stop(false));
  }

  private FaultRule onStop() {
    return simulator.faults().on("StopPipelineExecution").once();
  }

  private Call onlyStop() {
    assertThat(simulator.ledger().stops()).hasSize(1);
    return simulator.ledger().stops().getFirst();
  }

  @Test
  void withoutFaultsAStopIsAccepted() {
    looks.stop(false);

    assertThat(looks.execution()).isEqualTo("Stopping");
    assertThat(onlyStop())
        .returns("p", Call::pipelineName)
        .returns(looks.id(), Call::pipelineExecutionId)
        .returns(StopMode.WAIT, Call::mode)
        .returns("waited", Call::reason)
        .returns(Call.OK, Call::answer)
        .returns(true, Call::effect);
  }

  @Test
  void errorsOfAws() {
    onStop().error("ConflictException");
    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> looks.stop(false));
    onStop().accessDenied();
    assertThat(refused().awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
    onStop().expiredToken();
    assertThat(refused().awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException");
    onStop().throttle();
    assertThat(refused().isThrottlingException()).isTrue();
    onStop().serverError(503);
    assertThat(refused().statusCode()).isEqualTo(503);

    assertThat(looks.execution()).isEqualTo("InProgress");
    assertThat(simulator.ledger().countsByAnswer()).containsEntry("ConflictException", 1L);
    assertThat(simulator.ledger().stops()).noneMatch(Call::effect);
  }

  @Test
  void aResetBeforeTheEffect() {
    onStop().reset();

    assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> looks.stop(false));
    assertThat(looks.execution()).isEqualTo("InProgress");
    assertThat(onlyStop()).returns(Call.RESET, Call::answer).returns(false, Call::effect);
  }

  @Test
  void anAnswerThatIsLost() {
    onStop().loseAnswer();

    assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> looks.stop(false));
    assertThat(looks.execution()).isEqualTo("Stopping");
    assertThat(onlyStop()).returns(Call.LOST, Call::answer);
    assertThat(simulator.ledger().acceptedStops(looks.id(), StopMode.WAIT)).hasSize(1);
  }

  @Test
  void anErrorAlthoughTheStopWasAccepted() {
    onStop().afterEffect().serverError(500);

    assertThat(refused().statusCode()).isEqualTo(500);
    assertThat(looks.execution()).isEqualTo("Stopping");
    assertThat(onlyStop().effect()).isTrue();
  }

  private void withImpatientClient(Consumer<Looks> test) {
    try (var impatient = SdkClients.codePipeline(server, ofMillis(200))) {
      test.accept(new Looks(impatient, "p", looks.id()));
    }
  }

  @Test
  void anAnswerThatNeverComes() {
    onStop().loseAnswerByHanging(ofHours(1));

    withImpatientClient(
        impatient ->
            assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> impatient.stop(false)));
    assertThat(onlyStop()).returns(Call.LOST, Call::answer).returns(true, Call::effect);
  }

  @Test
  void aCallThatHangsStandsInTheLedgerBeforeItIsWorkedOn() {
    onStop().hang(ofHours(1));

    withImpatientClient(
        impatient ->
            assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> impatient.stop(false)));
    assertThat(onlyStop()).returns(Call.PENDING, Call::answer).returns(false, Call::effect);
  }

  @Test
  void aCallThatHangsHasItsEffectAfterItsClientHasGone() {
    onStop().hang(ofMillis(600));

    withImpatientClient(
        impatient ->
            assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> impatient.stop(false)));
    await().untilAsserted(() -> assertThat(onlyStop().effect()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "truncateAnswer", "body"})
  void answersThatMakeNoSense(String fault) {
    switch (fault) {
      case "html" -> onStop().html();
      case "truncateAnswer" -> onStop().truncateAnswer();
      default -> onStop().body(200, "application/x-amz-json-1.1", "{\"pipelineExec");
    }

    assertThatExceptionOfType(SdkException.class).isThrownBy(() -> looks.stop(false));
    assertThat(onlyStop().effect()).isEqualTo(fault.equals("truncateAnswer"));
  }

  @Test
  void aFaultHitsOnlyWhatItIsMeantFor() {
    simulator.faults().on("*").pipeline("q").reset();
    simulator.faults().on("*").execution("99999999-9999-4999-8999-999999999999").reset();
    simulator.faults().on("*").mode(StopMode.ABANDON).reset();
    simulator.faults().on("GetPipelineExecution").after(2).times(1).throttle();
    simulator.faults().on("*").probability(0).reset();

    looks.stop(false);
    assertThat(looks.execution()).isEqualTo("Stopping");
    assertThat(looks.execution()).isEqualTo("Stopping");
    assertThatExceptionOfType(CodePipelineException.class).isThrownBy(looks::execution);
    assertThat(looks.execution()).isEqualTo("Stopping");
    assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> looks.stop(true));
    simulator.faults().clear();
    looks.stop(true);
  }

  @Test
  void aRateLimitThrottles() {
    simulator.faults().limit("ListPipelines", 0.001, 5);

    var codes =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    catchThrowableOfType(CodePipelineException.class, () -> client.listPipelines()))
            .toList();

    assertThat(codes.subList(0, 5)).containsOnlyNulls();
    assertThat(codes.subList(5, 8)).allMatch(CodePipelineException::isThrottlingException);
    assertThat(looks.execution()).isEqualTo("InProgress");
    assertThat(simulator.ledger().countsByAnswer()).containsEntry("ThrottlingException", 3L);
  }
}
