package dev.pipelinestop.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.codepipeline.ScriptedAws.Answer;
import dev.pipelinestop.stop.StopTrigger;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who stopped an execution, of which only a list tells. */
class StopTriggerReadsTest extends GatewayFixture {
  @Test
  void findsTheStopTriggerOnALaterPageAndReadsNoFurther() throws Exception {
    aws.then(executions("one", summary(OTHER_EXECUTION, "'stopTrigger': {'reason': 'other'}")))
        .then(executions("two", summary(EXECUTION, "'stopTrigger': {'reason': 'mine'}")))
        .then(executions(null));

    assertThat(gateway().stopTrigger(TARGET)).isEqualTo(new StopTrigger.Present("mine"));
    assertThat(aws.requests()).hasSize(2);
  }

  @Test
  void knowsAStopTriggerWithoutAReasonFromNone() throws Exception {
    aws.then(executions(null, summary(EXECUTION, "'stopTrigger': {}")))
        .then(executions(null, summary(EXECUTION, "'status': 'InProgress'")))
        .then(executions(null, "null", summary(OTHER_EXECUTION, "'stopTrigger': {'reason': 'x'}")));
    CodePipelineGateway gateway = gateway();

    assertThat(gateway.stopTrigger(TARGET)).isEqualTo(new StopTrigger.Present(""));
    assertThat(gateway.stopTrigger(TARGET)).isEqualTo(new StopTrigger.None());
    assertThat(gateway.stopTrigger(TARGET)).isEqualTo(new StopTrigger.None());
  }

  @Test
  void looksForAStopTriggerOnABoundedNumberOfPages() throws Exception {
    AtomicInteger pages = new AtomicInteger();
    aws.then(connection -> executions("token" + pages.incrementAndGet()).send(connection));

    assertThat(gateway().stopTrigger(TARGET)).isEqualTo(new StopTrigger.None());
    assertThat(aws.requests()).hasSize(3);
  }

  private static Answer executions(@Nullable String next, String... summaries) {
    return list("pipelineExecutionSummaries", next, summaries);
  }

  private static String summary(String id, String more) {
    return "{'pipelineExecutionId': '%s', %s}".formatted(id, more);
  }
}
