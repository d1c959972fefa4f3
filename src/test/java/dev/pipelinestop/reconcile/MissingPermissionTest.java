package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/permissions.md says of a role at AWS that lacks one operation. */
final class MissingPermissionTest {
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);

  private final Stand stand = new Stand();
  private final String execution = stand.running(Duration.ofHours(2));

  @ParameterizedTest
  @CsvSource({
    "StopPipelineExecution, false, AccessDenied, InProgress",
    "StopPipelineExecution, true, AccessDenied, InProgress",
    "GetPipelineExecution, false, AccessDenied, ",
    "GetPipelineExecution, true, AccessDenied, ",
    "ListActionExecutions, false, AccessDenied, ",
    "GetPipelineState, true, Stopped, Stopped",
    "ListPipelineExecutions, true, Stopped, Stopped",
  })
  void ofARequestForAnId(String operation, boolean abandon, String reason, @Nullable String seen) {
    stand.aws().faults().on(operation).accessDenied();
    stand.request("shop", execution, abandon);

    assertThatItIs(operation, reason, seen);
  }

  /** What was abandoned cannot be told then, but nothing keeps the deployment from being halted. */
  @Test
  void ofAnAbandonThatCannotReadTheActions() {
    stand.aws().faults().on("ListActionExecutions").accessDenied();
    stand.request("shop", execution, true);

    stand.runFor(LONG_ENOUGH);

    assertThat(stand.aws().ledger().acceptedStops(execution, StopMode.ABANDON)).hasSize(1);
    assertThat(Stand.reason(stand.store().status())).isEqualTo("AccessDenied");
    assertThat(Stand.message(stand.store().status())).contains("ListActionExecutions");
    stand.aws().faults().clear();
    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");
  }

  @ParameterizedTest
  @CsvSource({
    "StopPipelineExecution, AccessDenied, InProgress",
    "GetPipelineExecution, AccessDenied, ",
    "ListActionExecutions, AccessDenied, ",
    "GetPipelineState, AccessDenied, ",
    "ListPipelineExecutions, Stopped, Stopped",
  })
  void ofARequestForAStage(String operation, String reason, @Nullable String seen) {
    stand.aws().faults().on(operation).accessDenied();
    stand.request(
        PipelineStopRequestSpecBuilder.builder()
            .pipelineName("shop")
            .stageName("Deploy")
            .abandon(true)
            .notAfter(stand.now().plus(Duration.ofMinutes(30)))
            .build());

    assertThatItIs(operation, reason, seen);
  }

  private void assertThatItIs(String operation, String reason, @Nullable String seen) {
    stand.runFor(LONG_ENOUGH);

    PipelineStopRequestStatus status = stand.store().status();
    assertThat(Stand.reason(status)).isEqualTo(reason);
    assertThat(status.executionStatus()).isEqualTo(seen);
    if (reason.equals("AccessDenied")) {
      assertThat(Stand.message(status)).contains(operation, "permission");
      assertThat(stand.aws().ledger().acceptedStops(execution, StopMode.WAIT)).isEmpty();
      assertThat(stand.aws().ledger().acceptedStops(execution, StopMode.ABANDON)).isEmpty();
    } else {
      assertThat(stand.aws().ledger().acceptedStops(execution, StopMode.ABANDON)).hasSize(1);
    }
  }
}
