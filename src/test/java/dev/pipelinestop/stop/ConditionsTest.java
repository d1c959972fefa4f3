package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The kstatus contract, and I4. */
class ConditionsTest {
  private static final Instant EARLIER = ProtocolRun.CREATED;
  private static final Instant LATER = EARLIER.plusSeconds(60);

  private static List<Condition> conditions(
      PipelineStopRequestStatus before, @Nullable String status, Reason reason, Instant now) {
    return Conditions.of(before, 3, status, reason, "why", now);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void followKstatus(Reason reason) {
    List<Condition> made =
        conditions(PipelineStopRequestStatus.empty(), "InProgress", reason, EARLIER);

    Map<String, String> states =
        made.stream().collect(Collectors.toMap(Condition::type, Condition::status));
    assertThat(states.remove("Stopped")).isEqualTo("False");
    assertThat(states)
        .isEqualTo(
            switch (reason.result()) {
              case WORKING ->
                  Map.of("Succeeded", "Unknown", "Ready", "False", "Reconciling", "True");
              case SUCCESS -> Map.of("Succeeded", "True", "Ready", "True");
              case FAILURE -> Map.of("Succeeded", "False", "Ready", "False", "Stalled", "True");
            });
    assertThat(made)
        .filteredOn(condition -> !condition.type().equals("Stopped"))
        .allSatisfy(
            condition -> {
              assertThat(condition.reason()).isEqualTo(reason.name());
              assertThat(condition.message()).isEqualTo("why");
              assertThat(condition.observedGeneration()).isEqualTo(3);
            });
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonSaysWhatItMeans(Reason reason) {
    assertThat(reason.meaning()).endsWith(".").doesNotContain("\n");
    if (reason.result() == Reason.Result.FAILURE) {
      assertThat(reason.isNormal()).isFalse();
    }
    if (reason.result() == Reason.Result.SUCCESS) {
      assertThat(reason.isNormal()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "null, Unknown, NotObserved",
        "InProgress, False, InProgress",
        "Stopping, False, Stopping",
        "Stopped, True, Stopped",
        "Succeeded, False, Succeeded",
        "Failed, False, Failed",
        "Cancelled, False, Cancelled",
        "Superseded, False, Superseded",
        "Paused, False, Unrecognized",
        "stopped, False, Unrecognized"
      })
  void stoppedIsTrueOnlyIfAwsSaysSo(@Nullable String status, String state, String reason) {
    Condition stopped =
        conditions(PipelineStopRequestStatus.empty(), status, Reason.Stopping, EARLIER).stream()
            .filter(condition -> condition.type().equals("Stopped"))
            .findFirst()
            .orElseThrow();

    assertThat(stopped.status()).isEqualTo(state);
    assertThat(stopped.reason()).isEqualTo(reason);
  }

  @Test
  void theTimeOfTransitionIsKeptWhileTheStatusIs() {
    PipelineStopRequestStatus before =
        PipelineStopRequestStatus.empty()
            .with()
            .conditions(
                conditions(PipelineStopRequestStatus.empty(), "Stopping", Reason.Stopping, EARLIER))
            .build();

    List<Condition> after = conditions(before, "Stopped", Reason.Settling, LATER);

    assertThat(after)
        .extracting(Condition::type, Condition::lastTransitionTime)
        .containsExactly(
            tuple("Succeeded", EARLIER),
            tuple("Stopped", LATER),
            tuple("Ready", EARLIER),
            tuple("Reconciling", EARLIER));
  }

  @Test
  void aRequestThatNothingWasSaidOfDoesNotCountAsDone() {
    ProtocolRun run = new ProtocolRun(new ScriptedAws());

    run.lookFails(AwsFailure.Meaning.THROTTLED, 1);

    assertThat(run.status().observedGeneration()).isNull();
  }

  @Test
  void anEditIsAcknowledgedAlthoughNothingElseChanges() {
    ScriptedAws aws = new ScriptedAws().shows("Stopping", Sightings.action("a", "InProgress"));
    ProtocolRun run = new ProtocolRun(aws);
    run.round();

    run.abandon().passes(1).lookFails(AwsFailure.Meaning.THROTTLED, 1);

    assertThat(run.status().observedGeneration()).isEqualTo(2);
  }
}
