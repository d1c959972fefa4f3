package dev.pipelinestop.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Signal;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.process.OperatorProcess;
import dev.pipelinestop.simulator.Call;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** One of them leads, until something happens to it. */
@WithApiServer
final class ReplicasIT {
  private static final String ELECT = "--leader-elect";
  private static final int MANY = 50;

  private static Site site(ApiServer cluster, String prefix) {
    return new Site(cluster.client(), cluster.newNamespace(prefix), cluster.kubeconfig());
  }

  @Test
  void askedToEndItHandsOver(ApiServer cluster) {
    try (Site site = site(cluster, "sigterm")) {
      OperatorProcess first = site.start("first", ELECT);
      site.awaitLeader("first");
      OperatorProcess second = site.start("second", ELECT);

      HandOver idle = HandOver.after(site, "SIGTERM without a call in flight");
      first.handle().destroy();
      idle.to("second");
      assertThat(first.awaitEnd()).as("exit code after SIGTERM").isEqualTo(143);
      assertThat(first.log()).contains("The lease is released");

      OperatorProcess third = site.start("third", ELECT);
      assertThat(site.calls("third")).as("calls of one that stands by").isEmpty();
      List<String> names = site.ask(MANY);
      site.awaitStops(MANY / 5);
      HandOver busy = HandOver.after(site, "SIGTERM in the middle of " + MANY + " stops");
      second.handle().destroy();
      busy.to("third");
      assertThat(second.awaitEnd()).as("exit code after SIGTERM").isEqualTo(143);

      site.awaitAll(names, "Stopped");
      site.assertEachIsStoppedOnce(names);
      assertThat(site.aws().ledger().stops()).as("no outcome was lost").hasSize(MANY);
      assertThat(site.calls("third")).isNotEmpty();
      assertThat(third.log()).doesNotContain(" ERROR ", "\"ERROR\"");
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "sends SIGSTOP")
  void killedOrStoodStillAnotherOneGoesOn(ApiServer cluster) {
    try (Site site = site(cluster, "sigkill")) {
      OperatorProcess first = site.start("first", ELECT);
      site.awaitLeader("first");
      OperatorProcess second = site.start("second", ELECT, "--max-concurrent-aws-calls=8");
      List<String> names = site.ask(MANY);
      site.awaitStops(MANY / 5);
      HandOver killed = HandOver.after(site, "SIGKILL in the middle of " + MANY + " stops");
      first.kill();
      killed.to("second");

      OperatorProcess third = site.start("third", ELECT);
      assertThat(site.calls("third")).as("calls of one that stands by").isEmpty();
      site.aws().faults().on("StopPipelineExecution").times(8).hang(Duration.ofSeconds(6));
      List<String> more = site.ask(MANY);
      awaitNothingElseUnderWay(site, "second", 8);
      HandOver stoodStill = HandOver.after(site, "SIGSTOP in the middle of " + MANY + " stops");
      Signal.STOP.send(second.handle());
      int calls = site.calls("second").size();
      stoodStill.to("third");
      Signal.CONT.send(second.handle());

      assertThat(second.awaitEnd()).as("exit code after the loss of the lease").isEqualTo(1);
      assertThat(second.log()).contains("Not leading any more: ");
      assertThat(site.calls("second")).as("calls after it stood still").hasSize(calls);
      site.awaitAll(names, "Stopped");
      site.awaitAll(more, "Stopped");
      site.assertEachIsStoppedOnce(names);
      site.assertEachIsStoppedOnce(more);
      assertThat(third.log()).doesNotContain(" ERROR ", "\"ERROR\"");
    }
  }

  /** All that this replica may do at once has arrived at AWS, and waits there. */
  private static void awaitNothingElseUnderWay(Site site, String replica, int most) {
    Awaitility.await("all calls that are allowed at once wait for their answers")
        .atMost(Site.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                site.calls(replica).stream()
                        .filter(call -> call.answer().equals(Call.PENDING))
                        .count()
                    == most);
  }
}
