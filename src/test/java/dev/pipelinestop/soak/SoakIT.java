package dev.pipelinestop.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.cluster.LastingApiServer;
import dev.pipelinestop.process.OperatorProcess.Launch;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Two operators that both believe to lead, in a world in which everything fails now and then.
 * {@code -Dsoak.duration=PT10M} makes it longer, {@code -Dsoak.seed=…} repeats its choices.
 */
class SoakIT {
  private static final Duration DURATION =
      Duration.parse(System.getProperty("soak.duration", "PT45S"));
  private static final long SEED = Long.getLong("soak.seed", new Random().nextLong());

  /** A lost answer is settled within a minute, and what fails is tried again within another. */
  private static final Duration UNTIL_ALL_IS_OVER = Duration.ofMinutes(4);

  /** Up to 32 connections to AWS are kept for a while, and threads come and go with the load. */
  private static final int ROOM = 48;

  /** What is remembered of requests that are there: about 20 kB each. */
  private static final double HEAP_PER_REQUEST_MIB = 0.03;

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "sends SIGSTOP, reads /proc")
  void nothingIsLostAndNothingStoppedTwice() throws Exception {
    System.out.println("soak: " + DURATION + ", -Dsoak.seed=" + SEED);
    Random random = new Random(SEED);
    try (LastingApiServer kubernetes = LastingApiServer.start();
        RestartableSimulator aws = new RestartableSimulator();
        KubernetesClient client = kubernetes.newClient();
        Operators operators =
            new Operators(
                () ->
                    Launch.jar("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m")
                        .cluster(kubernetes.kubeconfig())
                        .aws(aws.endpoint())
                        .start())) {
      Users users = new Users(client, aws.simulator(), new Random(SEED));
      users.ask();
      users.push();
      awaitAll(users, operators);
      Holdings before = Holdings.of(operators.lasting());

      Troubles troubles = new Troubles(operators, kubernetes, aws, random);
      Instant end = Instant.now().plus(DURATION);
      while (Instant.now().isBefore(end)) {
        for (int i = 0; i < 4; i++) {
          users.ask();
        }
        users.push();
        users.replace();
        users.push();
        users.escalate();
        troubles.happen();
        operators.keep();
        new Verdict(aws.simulator(), users.trials()).onTheLedger();
      }

      troubles.end();
      List<PipelineStopRequest> requests = awaitAll(users, operators);
      Verdict verdict = new Verdict(aws.simulator(), users.trials());
      System.out.printf(
          "soak: %d requests ended as %s%nsoak: troubles %s; %s%nsoak: answers of AWS %s%n",
          requests.size(),
          Verdict.results(requests),
          troubles.counts(),
          operators.figures(),
          aws.simulator().ledger().countsByAnswer());
      verdict.onTheLedger();
      verdict.onTheEnd(requests);
      Holdings after = Holdings.of(operators.lasting());
      System.out.printf("soak: the operator that lived held %s, and holds %s%n", before, after);
      assertThat(after.threads()).as("threads").isLessThan(before.threads() + ROOM);
      assertThat(after.sockets()).as("sockets").isLessThan(before.sockets() + ROOM);
      assertThat((double) after.heapMiB())
          .as("heap in MiB with %d requests", requests.size())
          .isLessThan(before.heapMiB() + 8 + requests.size() * HEAP_PER_REQUEST_MIB);
    }
  }

  /** Waits until every request is finished, and returns them. */
  private static List<PipelineStopRequest> awaitAll(Users users, Operators operators) {
    Awaitility.await("all requests are finished")
        .atMost(UNTIL_ALL_IS_OVER)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              operators.keep();
              users.push();
              users.escalate();
              List<PipelineStopRequest> requests = users.requests();
              assertThat(requests).as("requests").hasSameSizeAs(users.trials());
              assertThat(requests)
                  .as("unfinished; log of the operator: %s", operators.lasting().log())
                  .allMatch(request -> request.getStatus().finishedAt() != null);
            });
    return users.requests();
  }
}
