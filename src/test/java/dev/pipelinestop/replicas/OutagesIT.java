package dev.pipelinestop.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.cluster.LastingApiServer;
import dev.pipelinestop.cluster.Signal;
import dev.pipelinestop.process.OperatorProcess;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One replica, whose API server is away for a while, or forgets what it has not been told. */
final class OutagesIT {
  private static LastingApiServer kubernetes;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    kubernetes = LastingApiServer.start();
    client = kubernetes.newClient();
  }

  @AfterAll
  static void end() {
    client.close();
    kubernetes.close();
  }

  private static Site site(String namespace) {
    var unused =
        client
            .resource(
                new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
            .create();
    return new Site(client, namespace, kubernetes.kubeconfig());
  }

  @Test
  void theApiServerIsAwayForHalfAMinute() {
    try (Site site = site("away")) {
      OperatorProcess operator = site.start("only");
      List<String> names = site.ask(20);
      site.awaitStops(4);

      kubernetes.kill();
      Awaitility.await("half a minute")
          .pollDelay(Duration.ofSeconds(30))
          .atMost(Site.PATIENCE)
          .until(() -> true);
      assertThat(operator.handle().isAlive()).isTrue();
      kubernetes.startAgain();

      List<String> later = site.ask(5);
      site.awaitAll(names, "Stopped");
      site.awaitAll(later, "Stopped");
      site.assertEachIsStoppedOnce(names);
      site.assertEachIsStoppedOnce(later);
    }
  }

  /**
   * What happened meanwhile cannot be told one by one any more, only listed: in the list a request
   * that was deleted and created again looks like one that was changed.
   */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "sends SIGSTOP")
  void whatTheWatchHasMissedIsCompactedAway() {
    try (Site site = site("compacted")) {
      OperatorProcess operator = site.start("only");
      List<String> names = site.ask(3);
      site.awaitAll(names, "Stopped");

      Signal.STOP.send(operator.handle());
      // What is told over the old connection would be read when it goes on.
      kubernetes.kill();
      kubernetes.startAgain();
      String seen =
          client
              .resources(PipelineStopRequest.class)
              .inNamespace(site.namespace())
              .list()
              .getMetadata()
              .getResourceVersion();
      site.replace(names.getFirst());
      List<String> later = site.ask(3);
      kubernetes.compact();
      // It would still have in memory what etcd has forgotten.
      kubernetes.kill();
      kubernetes.startAgain();
      assertThat(watchFrom(site, seen)).contains("\"code\":410");
      Signal.CONT.send(operator.handle());

      site.awaitAll(later, "Stopped");
      site.awaitAll(names, "Stopped");
      site.assertEachIsStoppedOnce(names);
      site.assertEachIsStoppedOnce(later);
    }
  }

  /** What a watch is told that goes on from this version. */
  private static String watchFrom(Site site, String version) {
    return kubernetes
        .kubectl()
        .run(
            "get",
            "--raw",
            "/apis/pipelinestop.dev/v1alpha1/namespaces/%s/pipelinestoprequests?watch=true&timeoutSeconds=2&resourceVersion=%s"
                .formatted(site.namespace(), version))
        .output();
  }

  private static Path through(Cable cable, Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        Files.readString(kubernetes.kubeconfig())
            .replace(":" + kubernetes.port(), ":" + cable.port()));
  }

  /**
   * As where the machine of the API server goes away: nobody says that the connection has ended.
   */
  @Test
  void theWatchGoesDeadWithoutAWord(@TempDir Path folder) throws IOException {
    try (Site site = site("dead");
        Cable cable = new Cable(kubernetes.port())) {
      OperatorProcess operator = site.start("only", through(cable, folder));
      List<String> names = site.ask(1);
      site.awaitAll(names, "Stopped");

      cable.goDead();
      List<String> later = site.ask(3);

      site.awaitAll(later, "Stopped");
      site.assertEachIsStoppedOnce(later);
      assertThat(operator.log()).contains("has not answered over a watch for 45 s");
    }
  }

  @Test
  void theWatchIsCut(@TempDir Path folder) throws IOException {
    try (Site site = site("cut");
        Cable cable = new Cable(kubernetes.port())) {
      var unused = site.start("only", through(cable, folder));
      List<String> names = site.ask(3);
      site.awaitAll(names, "Stopped");

      cable.cut();
      site.replace(names.getFirst());
      List<String> later = site.ask(3);
      cable.mend();

      site.awaitAll(later, "Stopped");
      site.awaitAll(names, "Stopped");
      site.assertEachIsStoppedOnce(names);
      site.assertEachIsStoppedOnce(later);
    }
  }
}
