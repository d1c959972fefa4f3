package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.simulator.StopAnswer;
import dev.pipelinestop.simulator.StopSituation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which requests go before those that are only looked at. */
final class StopToSendTest {
  private final Stand stand = new Stand();
  private final String execution = stand.running(Duration.ofHours(2));

  private boolean isStopToSend() {
    return stand.runner().isStopToSend(stand.store().get());
  }

  private void request(StopMode mode) {
    stand.request("shop", execution, mode == StopMode.ABANDON);
  }

  @ParameterizedTest
  @EnumSource
  void aNewOne(StopMode mode) {
    request(mode);

    assertThat(isStopToSend()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void notOneWhoseStopWasAccepted(StopMode mode) {
    request(mode);
    stand.round();

    assertThat(isStopToSend()).isFalse();
  }

  @Test
  void oneThatAPersonEscalates() {
    request(StopMode.WAIT);
    stand.round();
    stand.abandon();

    assertThat(isStopToSend()).isTrue();
  }

  @Test
  void notOneThatIsFinished() {
    request(StopMode.ABANDON);
    stand.runToTheEnd();
    stand.edit(spec -> spec.ttlSecondsAfterFinished(60));

    assertThat(isStopToSend()).isFalse();
  }

  @Test
  void notADryRun() {
    stand.request(Stand.spec("shop", execution).dryRun(true).build());

    assertThat(isStopToSend()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"WAIT, false", "ABANDON, true"})
  void notAWaitThatSomebodyElseIsStopping(StopMode mode, boolean expected) {
    stand.stop("shop", execution);
    request(mode);
    stand
        .store()
        .change(
            request -> {
              request.setStatus(
                  PipelineStopRequestStatus.empty().with().stoppingSince(stand.now()).build());
              return request;
            });

    assertThat(isStopToSend()).isEqualTo(expected);
  }

  @Test
  void oneThatIsToBeSentAgain() {
    stand.aws().stopAnswers().set(StopSituation.IN_PROGRESS, StopAnswer.NOT_STOPPABLE);
    request(StopMode.ABANDON);
    stand.round();

    assertThat(isStopToSend()).isTrue();
  }

  @Test
  void oneThatWasThrottled() {
    stand.aws().faults().on("StopPipelineExecution").once().error("ThrottlingException");
    request(StopMode.ABANDON);
    stand.round();

    assertThat(isStopToSend()).isTrue();
  }

  @Test
  void notOneWhoseAnswerWasLost() {
    stand.aws().faults().on("StopPipelineExecution").once().loseAnswer();
    request(StopMode.ABANDON);
    stand.round();

    assertThat(isStopToSend()).isFalse();
  }
}
