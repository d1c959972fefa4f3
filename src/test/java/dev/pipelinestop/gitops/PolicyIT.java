package dev.pipelinestop.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.WithApiServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the examples of cluster policy bring about, on a real API server. */
@WithApiServer
class PolicyIT {
  private static final Path EXPECTED = Path.of("src", "test", "kyverno", "expected");
  private static final Path JOB = Document.POLICY.resolve("job").resolve("job.yaml");
  private static final Path QUOTA = Document.POLICY.resolve("resource-quota.yaml");

  private final ApiServer server;
  private final Kubectl admin;
  private final String namespace;

  PolicyIT(ApiServer server) {
    this.server = server;
    namespace = server.newNamespace("policy");
    admin = server.kubectl().with("--namespace=" + namespace);
  }

  @Test
  void whatKyvernoGeneratesIsTakenFromItsAccount() {
    var role =
        Document.only(Document.POLICY.resolve("kyverno").resolve("rbac.yaml"), "ClusterRole");
    var name = role.object().at("/metadata/name").asText();
    admin.runWith(role.text().replace(name, namespace), "apply", "-f", "-").output();
    admin
        .run(
            "create",
            "rolebinding",
            "kyverno",
            "--clusterrole=" + namespace,
            "--serviceaccount=kyverno:kyverno-background-controller")
        .output();
    var kyverno =
        admin.with(
            "--as=system:serviceaccount:kyverno:kyverno-background-controller",
            "--as-group=system:authenticated");

    List<Document> generated = Document.below(EXPECTED);
    for (var each : generated) {
      kyverno.runWith(each.textIn(namespace), "create", "--validate=strict", "-f", "-").output();
    }

    assertThat(generated).hasSize(3).allMatch(each -> each.kind().equals("PipelineStopRequest"));
    assertThat(kyverno.run("get", "psr/freeze-ops-4711-1").output()).contains("ledger-deploy");
    assertThat(kyverno.run("delete", "psr/freeze-ops-4711-1").refusal()).contains("forbidden");
  }

  @Test
  void theJobCreatesOneRequestHoweverManyPodsItHas() {
    Document.in(JOB.resolveSibling("rbac.yaml"))
        .forEach(each -> admin.runWith(each.textIn(namespace), "apply", "-f", "-").output());
    try (var pod = JobPod.of(Document.only(JOB, "Job"), server, namespace)) {
      assertThat(pod.run("stop-payments-deploy-a1b2c").output()).contains("created");
      assertThat(pod.run("stop-payments-deploy-a1b2c").output())
          .contains("earlier pod of this Job");
      assertThat(requests()).hasSize(1);
      assertThat(pod.run("stop-payments-deploy-d3e4f").output()).contains("created");
    }

    assertThat(requests())
        .hasSize(2)
        .allSatisfy(
            request -> {
              assertThat(request.at("/metadata/name").asText()).startsWith("stop-payments-deploy-");
              assertThat(request.at("/spec/pipelineName").asText()).isEqualTo("payments-deploy");
              assertThat(request.at("/spec/stageName").asText()).isEqualTo("Deploy");
              assertThat(request.at("/spec/reason").asText()).contains("error rate");
              assertThat(Duration.between(createdAt(request), notAfter(request)))
                  .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(16));
            });
  }

  @Test
  void theAccountOfTheJobCanDoNothingElse() {
    Document.in(JOB.resolveSibling("rbac.yaml"))
        .forEach(each -> admin.runWith(each.textIn(namespace), "apply", "-f", "-").output());
    var account = admin.with("--as=system:serviceaccount:" + namespace + ":pipeline-stopper");

    for (var verb : List.of("get", "watch", "update", "patch", "delete", "deletecollection")) {
      assertThat(account.run("auth", "can-i", verb, "pipelinestoprequests.pipelinestop.dev"))
          .satisfies(answer -> assertThat(answer.stdout()).as(verb).startsWith("no"));
    }
    assertThat(account.run("auth", "can-i", "list", "secrets").stdout()).startsWith("no");
  }

  @Test
  void thePodOfTheJobKeepsToPodSecurityRestricted() {
    admin
        .run("label", "namespace", namespace, "pod-security.kubernetes.io/enforce=restricted")
        .output();
    ObjectNode pod = Document.only(JOB, "Job").object().at("/spec/template").deepCopy();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    pod.putObject("metadata").put("name", "pod").put("namespace", namespace);

    assertThat(dryRun(pod).output()).contains("pod/pod created");

    ((ObjectNode) pod.at("/spec/containers/0")).remove("securityContext");
    assertThat(dryRun(pod).refusal()).contains("violates PodSecurity");
  }

  @Test
  void theQuotaRefusesOneRequestMore() {
    var quota = Document.only(QUOTA, "ResourceQuota");
    admin.runWith(quota.textIn(namespace), "apply", "-f", "-").output();
    var hard = quota.object().at("/spec/hard");
    int most = hard.path("count/pipelinestoprequests.pipelinestop.dev").asInt();
    // As the kube-controller-manager does it, which does not run here.
    var used = "{\"count/pipelinestoprequests.pipelinestop.dev\":\"0\"}";
    admin
        .run(
            "patch",
            "resourcequota/pipeline-stop-requests",
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"status\":{\"hard\":%s,\"used\":%s}}".formatted(hard, used))
        .output();
    awaitCounting();

    admin.runWith(requests(1, most - 1), "create", "-f", "-").output();
    var refused = admin.runWith(requests(most, 1), "create", "-f", "-").refusal();

    assertThat(refused)
        .contains("exceeded quota: pipeline-stop-requests")
        .contains("limited: count/pipelinestoprequests.pipelinestop.dev=" + most);
    assertThat(requests()).hasSize(most);
  }

  /** Returns with one request. The API server learns of the quota by a watch, and counts then. */
  private void awaitCounting() {
    Awaitility.await("the quota counts")
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              admin.run("delete", "psr", "--all").output();
              admin.runWith(requests(0, 1), "create", "-f", "-").output();
              return used().contains("\"1\"");
            });
  }

  private String used() {
    return admin
        .run("get", "resourcequota/pipeline-stop-requests", "--output=jsonpath={.status.used}")
        .output();
  }

  private static String requests(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(
            number ->
                """
                apiVersion: pipelinestop.dev/v1alpha1
                kind: PipelineStopRequest
                metadata: {name: request-%d}
                spec:
                  pipelineName: payments-deploy
                  pipelineExecutionId: 11111111-1111-4111-8111-111111111111
                """
                    .formatted(number))
        .collect(Collectors.joining("---\n"));
  }

  private List<JsonNode> requests() {
    var list = admin.run("get", "psr", "--output=json").output();
    return Serialization.unmarshal(list, JsonNode.class).path("items").valueStream().toList();
  }

  private Kubectl.Result dryRun(JsonNode object) {
    return admin.runWith(object.toString(), "create", "--dry-run=server", "-f", "-");
  }

  private static Instant createdAt(JsonNode request) {
    return Instant.parse(request.at("/metadata/creationTimestamp").asText());
  }

  private static Instant notAfter(JsonNode request) {
    return Instant.parse(request.at("/spec/notAfter").asText());
  }
}
