package dev.pipelinestop.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pipelinestop.chart.Chart;
import dev.pipelinestop.cluster.ControllerManager;
import dev.pipelinestop.cluster.LastingApiServer;
import dev.pipelinestop.fuzz.RawApi;
import dev.pipelinestop.fuzz.RawApi.Reply;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A cluster with what the chart says about permissions, the controllers which that needs, and a
 * team with all {@link Member}s. Nothing runs in it.
 */
final class Team implements AutoCloseable {
  static final String NAMESPACE = "team-a";
  static final String ELSEWHERE = "team-b";
  static final String ACCOUNT = "system:serviceaccount:" + NAMESPACE + ":releases";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Set<Class<? extends HasMetadata>> PERMISSIONS =
      Set.of(
          ClusterRole.class,
          ClusterRoleBinding.class,
          Role.class,
          RoleBinding.class,
          ValidatingAdmissionPolicy.class,
          ValidatingAdmissionPolicyBinding.class);

  private final LastingApiServer server;
  private final ControllerManager controllers;
  private final KubernetesClient client;
  private final Map<String, KubernetesClient> clients = new HashMap<>();
  private final AtomicInteger trials = new AtomicInteger();

  private Team(LastingApiServer server) {
    this.server = server;
    this.controllers =
        server.startControllers(
            "clusterrole-aggregation-controller", "validatingadmissionpolicy-status-controller");
    this.client = server.newClient();
  }

  /** Starts the cluster and returns when everything that the chart says is in force. */
  static Team start() {
    var server =
        LastingApiServer.startAudited(
            PermissionsPage.block("kind: Policy\n"),
            Arrays.stream(Member.values()).map(Member::username).toList());
    var team = new Team(server);
    try {
      team.moveIn();
      return team;
    } catch (RuntimeException e) {
      team.close();
      throw e;
    }
  }

  private void moveIn() {
    for (var name : List.of("pipeline-stop-system", NAMESPACE, ELSEWHERE)) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .create();
    }
    install(Chart.standard());
    Bindings.in(NAMESPACE).forEach(object -> client.resource(object).create());
    await(
        "the roles of the chart are a part of view, edit and admin",
        () ->
            List.of(Member.VIEWER, Member.EDITOR, Member.ADMIN).stream()
                .allMatch(member -> may(member.username(), "list", "pipelinestoprequests", "")));
    await("everybody has what he is bound to", this::everybodyIsIn);
    await(
        "the policy is in force",
        () -> {
          var probe =
              api(Member.REQUESTER.username())
                  .create(Request.named("probe").toString(), "Strict&dryRun=All");
          return !probe.taken() && Answer.of(probe) == Answer.POLICY;
        });
  }

  private boolean everybodyIsIn() {
    return may(Member.CLUSTER_ADMIN.username(), "create", "pipelinestoprequests", "")
        && may(Member.STOPPER.username(), "stop", "pipelines", "x")
        && may(Member.ABANDONER.username(), "abandon", "pipelines", "x")
        && may(Member.ONE_PIPELINE.username(), "stop", "pipelines", "payments-deploy")
        && may(Member.REQUESTER.username(), "create", "pipelinestoprequests", "")
        && may(Member.GITOPS.username(), "stop", "pipelines", "x")
        && may(Member.OPERATOR.username(), "list", "pipelinestoprequests", "")
        && may(ACCOUNT, "stop", "pipelines", "x");
  }

  /** Applies what this chart says about permissions. */
  List<HasMetadata> install(Chart chart) {
    var objects =
        chart.render().installed().stream()
            .filter(object -> PERMISSIONS.contains(object.getClass()))
            .toList();
    objects.forEach(object -> client.resource(object).serverSideApply());
    return objects;
  }

  /** What the API server would say to this user. */
  boolean may(String username, String verb, String resource, String name) {
    return Boolean.TRUE.equals(
        client
            .authorization()
            .v1()
            .subjectAccessReview()
            .create(
                new SubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withUser(username)
                    .withNewResourceAttributes()
                    .withGroup("pipelinestop.dev")
                    .withNamespace(NAMESPACE)
                    .withVerb(verb)
                    .withResource(resource)
                    .withName(name)
                    .endResourceAttributes()
                    .endSpec()
                    .build())
            .getStatus()
            .getAllowed());
  }

  /** Waits until this is so. */
  void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .failFast("the controllers have ended", () -> !controllers.failure().isEmpty())
        .until(condition);
  }

  /** A new attempt of this member. */
  Trial trial(Member member) {
    return new Trial(this, member, "trial-" + trials.incrementAndGet());
  }

  /** The cluster. */
  LastingApiServer server() {
    return server;
  }

  /** A client that may do everything. Do not close it. */
  KubernetesClient client() {
    return client;
  }

  /** Requests in the namespace of the team, with every right. */
  RawApi administrator() {
    return new RawApi(client, NAMESPACE);
  }

  /** Has this user write a field of a status, in the way of the operator. */
  Reply writeStatus(String username, String name, String field, String value) {
    try {
      var request = (ObjectNode) JSON.readTree(administrator().get(name).body());
      request.withObject("/status").put(field, value);
      return api(username).putStatus(name, request.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** Requests in the namespace of the team, with the rights of this user. */
  RawApi api(String username) {
    return new RawApi(clientOf(username), NAMESPACE);
  }

  /** Requests in a namespace where the team has no rights. */
  RawApi apiElsewhere(String username) {
    return new RawApi(clientOf(username), ELSEWHERE);
  }

  /** Requests in the namespace of the team, as one user who says that he is another. */
  RawApi apiImpersonating(String username, String other) {
    return new RawApi(
        clients.computeIfAbsent(
            username + " as " + other,
            key -> {
              var config = server.config(username);
              config.setImpersonateUsername(other);
              return newClient(config);
            }),
        NAMESPACE);
  }

  private KubernetesClient clientOf(String username) {
    return clients.computeIfAbsent(username, user -> newClient(server.config(user)));
  }

  private static KubernetesClient newClient(Config config) {
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Override
  public void close() {
    clients.values().forEach(KubernetesClient::close);
    client.close();
    controllers.close();
    server.close();
  }
}
