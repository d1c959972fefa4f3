package dev.pipelinestop.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.process.OperatorProcess;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A thousand requests are there when it starts; most of them are finished. */
@WithApiServer
final class ThousandIT {

  @Test
  void itStopsWhatIsDueAndAsksNothingOfTheRest(ApiServer cluster) {
    try (Site site =
        new Site(cluster.client(), cluster.newNamespace("thousand"), cluster.kubeconfig())) {
      OperatorProcess before = site.start("before");
      List<String> finished = site.askTooLate(900);
      site.awaitAll(finished, "ExecutionSucceeded");
      before.kill();
      List<String> due = site.ask(100);

      OperatorProcess after = site.start("after");
      site.awaitAll(due, "Stopped");

      site.assertEachIsStoppedOnce(due);
      assertThat(
              site.calls("after").stream()
                  .filter(call -> call.pipelineExecutionId() != null)
                  .map(call -> call.pipelineExecutionId())
                  .collect(Collectors.toSet()))
          .as("executions that were asked about")
          .containsExactlyInAnyOrderElementsOf(due.stream().map(site::execution).toList());
      assertThat(after.log()).doesNotContain(" ERROR ", "\"ERROR\"");
    }
  }
}
