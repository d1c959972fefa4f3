package dev.pipelinestop.reconcile;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.simulator.Call;
import dev.pipelinestop.simulator.Placement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** In which region a request is looked at and stopped. */
final class RegionTest {
  private final Stand stand = new Stand();
  private final String execution = running();

  private String running() {
    stand
        .aws()
        .pipeline("shop")
        .stage("Deploy", action("Update").provider("CloudFormation").takes(Duration.ofHours(2)));
    return stand.aws().place("shop", Placement.in("Deploy"));
  }

  private void assertOnlyCalled(String region) {
    assertThat(stand.aws().ledger().calls()).extracting(Call::region).containsOnly(region);
  }

  @Test
  void withoutOneItIsTheOperators() {
    stand.request("shop", execution, true);

    assertThat(stand.runToTheEnd().region()).isEqualTo("eu-central-1");
    assertOnlyCalled("eu-central-1");
  }

  @Test
  void theOneThatTheRequestNamesIsAskedWhoWeAreToo() {
    stand.request(Stand.spec("shop", execution).abandon(true).region("us-gov-west-1").build());

    PipelineStopRequestStatus status = stand.runToTheEnd();

    assertThat(Stand.reason(status)).isEqualTo("Stopped");
    assertThat(status.region()).isEqualTo("us-gov-west-1");
    assertOnlyCalled("us-gov-west-1");
    assertThat(stand.aws().ledger().calls("GetCallerIdentity")).hasSize(1);
  }

  @Test
  void whereItWasFirstLookedAtItStaysWhereverTheOperatorMoves() {
    stand.request("shop", execution, false);
    stand.runFor(Duration.ofMinutes(1));

    stand.restartIn("ap-southeast-2");
    stand.abandon();

    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Stopped");
    assertOnlyCalled("eu-central-1");
  }

  @Test
  void aRegionThatDoesNotExistIsSaidAndPinsNothingAndExpires() {
    stand.unreachable("eu-centrl-1");
    stand.request(Stand.spec("shop", execution).abandon(true).region("eu-centrl-1").build());

    stand.runFor(Duration.ofMinutes(10));
    PipelineStopRequestStatus status = stand.store().status();
    assertThat(Stand.reason(status)).isEqualTo("Unreachable");
    assertThat(message(status)).contains("eu-centrl-1", "check the region");
    assertThat(status.region()).isNull();

    assertThat(Stand.reason(stand.runToTheEnd())).isEqualTo("Expired");
    assertThat(message(stand.store().status())).contains("eu-centrl-1");
    assertThat(stand.aws().ledger().calls()).isEmpty();
  }

  private static String message(PipelineStopRequestStatus status) {
    return status.condition("Succeeded").map(Condition::message).orElse("");
  }
}
