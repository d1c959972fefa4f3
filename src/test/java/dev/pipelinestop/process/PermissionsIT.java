package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.stop.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Permissions that are missing are named, and nothing has to be started again for them. */
@WithApiServer
final class PermissionsIT {
  private static final String REQUESTS = "pipelinestoprequests (API group pipelinestop.dev)";

  /** Of an account that may do nothing. */
  private static Path powerless(ApiServer cluster, Scene scene, Path folder) throws IOException {
    scene.kubectl().run("create", "serviceaccount", "powerless").output();
    String token = scene.kubectl().run("create", "token", "powerless").output().strip();
    Path kubeconfig = Files.copy(cluster.kubeconfig(), folder.resolve("kubeconfig"));
    Kubectl configure = cluster.kubectl().with("--kubeconfig=" + kubeconfig);
    configure.run("config", "set-credentials", "powerless", "--token=" + token).output();
    configure.run("config", "set-context", "--current", "--user=powerless").output();
    return kubeconfig;
  }

  private static void grant(Scene scene, String role, String verbs, String resource) {
    scene
        .kubectl()
        .run("create", "role", role, "--verb=" + verbs, "--resource=" + resource)
        .output();
    scene
        .kubectl()
        .run(
            "create",
            "rolebinding",
            role,
            "--role=" + role,
            "--serviceaccount=" + scene.namespace() + ":powerless")
        .output();
  }

  private static void awaitReadiness(OperatorProcess operator, String... lines) {
    Awaitility.await("the readiness says so")
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(new Probe(operator, "/readyz").ask()).contains(lines));
  }

  @Test
  void theMissingRuleIsNamedAndItGoesOnByItselfOnceItIsGranted(
      ApiServer cluster, @TempDir Path folder) throws Exception {
    try (Scene scene = new Scene(cluster, "powerless");
        OperatorProcess operator =
            scene
                .launch()
                .cluster(powerless(cluster, scene, folder))
                .with("--health-probe-bind-address=127.0.0.1:0", "--log-format=text")
                .start()) {
      String where = " in namespace " + scene.namespace();
      awaitReadiness(
          operator,
          "503",
          "FAILED: permission missing: get, list, watch, delete on " + REQUESTS + where,
          "FAILED: permission missing: update on " + REQUESTS.replace(" (", "/status (") + where,
          "FAILED: permission missing: create on events" + where);
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      scene.request("halt", "shop", execution, true);

      grant(scene, "read", "get,list,watch,delete", "pipelinestoprequests.pipelinestop.dev");
      grant(scene, "status", "update", "pipelinestoprequests.pipelinestop.dev/status");
      Awaitility.await("the request is stopped")
          .atMost(Scene.PATIENCE)
          .until(() -> Scene.reason(scene.read("halt").getStatus()).equals(Reason.Stopped.name()));
      // It works, but cannot tell of it.
      awaitReadiness(operator, "503", "FAILED: permission missing: create on events" + where);
      grant(scene, "tell", "create", "events");
      awaitReadiness(operator, "200", "OK: permissions are granted");

      assertThat(new Probe(operator, "/livez").ask()).contains("200");
      assertThat(operator.log().lines().filter(line -> line.contains("lacks permissions")))
          .as("each change is one line, with the account")
          .hasSizeBetween(1, 3)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "system:serviceaccount:" + scene.namespace() + ":powerless",
                          "create on events" + where));
      assertThat(operator.log()).doesNotContain("\tat ");
      assertThat(operator.terminate()).isEqualTo(143);
    }
  }

  /** Requests of the namespace that is there do not wait for the one that is not. */
  @Test
  void aNamespaceMayBeCreatedLater(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "later")) {
      String later = scene.namespace() + "-not-yet";
      OperatorProcess operator =
          scene.start(
              scene
                  .launch()
                  .with(
                      "--watch-namespaces=" + scene.namespace() + "," + later,
                      "--health-probe-bind-address=127.0.0.1:0",
                      "--log-format=text"));
      awaitReadiness(operator, "200", "NOTE: namespace " + later + " does not exist yet");
      assertThat(operator.log()).contains("do not exist: " + later);
      String execution = scene.running("shop", ExecutionMode.SUPERSEDED, "UpdateStack");
      scene.request("halt", "shop", execution, true);
      scene.awaitReason("halt", Reason.Stopped);

      cluster.kubectl().run("create", "namespace", later).output();
      String other = scene.running("other", ExecutionMode.SUPERSEDED, "UpdateStack");
      cluster
          .kubectl()
          .with("--namespace=" + later)
          .runWith(
              """
              apiVersion: pipelinestop.dev/v1alpha1
              kind: PipelineStopRequest
              metadata: {name: halt}
              spec: {pipelineName: other, pipelineExecutionId: "%s", abandon: true}
              """
                  .formatted(other),
              "create",
              "-f",
              "-")
          .output();
      Awaitility.await("the request in it is stopped")
          .atMost(Scene.PATIENCE)
          .until(() -> !scene.stops(other).isEmpty());
    }
  }
}
