package dev.pipelinestop.codepipeline;

import static dev.pipelinestop.codepipeline.ScriptedAws.error;
import static dev.pipelinestop.codepipeline.ScriptedAws.hangUp;
import static dev.pipelinestop.codepipeline.ScriptedAws.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import dev.pipelinestop.stop.ExecutionSighting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads that get no answer, or one that says nothing. */
class ReadFailuresTest extends GatewayFixture {
  @Test
  void repeatsAReadThatFailed() throws Exception {
    aws.then(hangUp())
        .then(error(500, "InternalFailure", "x"))
        .then(execution(EXECUTION, "InProgress"));

    assertThat(gateway(s -> s.readAttempts(3)).execution(TARGET))
        .isInstanceOf(ExecutionSighting.Found.class);
    assertThat(aws.requests()).hasSize(3);
  }

  @Test
  void doesNotRepeatARefusal() {
    aws.then(error(400, "AccessDeniedException", "Not authorized"));

    AwsFailure failure = failure(() -> gateway(s -> s.readAttempts(3)).execution(TARGET));

    assertThat(failure)
        .isEqualTo(
            new AwsFailure(
                "GetPipelineExecution",
                "AccessDeniedException",
                "Not authorized",
                Meaning.ACCESS_DENIED));
    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void givesUpAReadThatIsNotAnswered() {
    aws.then(ScriptedAws.hang());

    AwsFailure failure =
        failure(() -> gateway(s -> s.attemptTimeout(Duration.ofMillis(300))).execution(TARGET));

    assertThat(failure.meaning()).isEqualTo(Meaning.NO_ANSWER);
    assertThat(failure.code()).isEqualTo("ApiCallAttemptTimeoutException");
  }

  @Test
  void saysSomethingShortOfAPageThatIsNotAws() {
    aws.then(status(403, "text/html", "<html>" + SECRET.repeat(1000)));

    AwsFailure failure = failure(() -> gateway().execution(TARGET));

    assertThat(failure.meaning()).isEqualTo(Meaning.NONSENSE);
    assertThat(failure.message())
        .isEqualTo(
            "HTTP status 403 without an error code of AWS: perhaps not AWS answered, but something"
                + " between");
  }

  @Test
  void doesNotKeepTheExceptionOfTheSdk() {
    aws.then(error(400, "AccessDeniedException", "Not authorized"));

    AwsFailureException e =
        catchThrowableOfType(AwsFailureException.class, () -> gateway().execution(TARGET));

    assertThat(e).hasNoCause().hasMessageNotContaining(SESSION_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PipelineExecutionNotFoundException", "PipelineNotFoundException"})
  void doesNotTakeALaggingReadModelForAnAnswer(String code) {
    aws.then(error(400, code, "No such thing"));
    CodePipelineGateway gateway = gateway();

    assertThat(failure(() -> gateway.actions(TARGET)).meaning()).isEqualTo(Meaning.NONSENSE);
    assertThat(failure(() -> gateway.stages(TARGET)).meaning()).isEqualTo(Meaning.NONSENSE);
    assertThat(failure(() -> gateway.stopTrigger(TARGET)).meaning()).isEqualTo(Meaning.NONSENSE);
  }
}
