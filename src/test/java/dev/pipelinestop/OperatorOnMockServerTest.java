package dev.pipelinestop;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.codepipeline.AwsSettings;
import dev.pipelinestop.codepipeline.AwsSettingsBuilder;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.simulator.SimulatorServer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The wired operator in Java Operator SDK, with Fabric8's mock as its cluster. */
@EnableKubernetesMockClient(crud = true)
final class OperatorOnMockServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SimulatorServer aws = SimulatorServer.start(Simulator.realTime());
  private @Nullable Operator operator;

  // Set by the extension.
  @SuppressWarnings("NullAway.Init")
  private KubernetesMockServer server;

  @SuppressWarnings("NullAway.Init")
  private KubernetesClient client;

  @BeforeEach
  void aPipelineAndADefinition() {
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(PipelineStopRequest.class));
    aws.simulator().lags().none();
    aws.simulator()
        .pipeline("shop")
        .stage("Deploy", action("Update").provider("CloudFormation").takes(Duration.ofHours(1)));
  }

  @AfterEach
  void end() {
    if (operator != null) {
      operator.close();
    }
    aws.close();
  }

  private void start(String... namespaces) throws Exception {
    OperatorOptions options = new OperatorOptions();
    options.awsRegion = "eu-central-1";
    options.watchNamespaces = Set.of(namespaces);
    AwsSettings settings =
        AwsSettingsBuilder.builder(AwsSettings.standard())
            .endpoint(aws.endpoint())
            .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .build();
    operator = Operator.start(options, client, settings);
  }

  private void request(String namespace, String name, String execution, boolean abandon) {
    request(namespace, name, spec -> spec.pipelineExecutionId(execution).abandon(abandon));
  }

  private void request(
      String namespace, String name, UnaryOperator<PipelineStopRequestSpecBuilder> asked) {
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace).withName(name).withGeneration(1L).build());
    request.setSpec(
        asked.apply(PipelineStopRequestSpecBuilder.builder().pipelineName("shop")).build());
    var unused = client.resource(request).create();
  }

  private PipelineStopRequest read(String namespace, String name) {
    return client
        .resources(PipelineStopRequest.class)
        .inNamespace(namespace)
        .withName(name)
        .require();
  }

  private PipelineStopRequestStatus awaitReason(String namespace, String name, String reason) {
    Awaitility.await(name + " has the reason " + reason)
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(read(namespace, name).getStatus())
                    .isNotNull()
                    .matches(status -> reason(status).equals(reason), "has the reason " + reason));
    return read(namespace, name).getStatus();
  }

  private static String reason(PipelineStopRequestStatus status) {
    return status.condition("Succeeded").map(Condition::reason).orElse("");
  }

  @Test
  void anAbandonGoesAllTheWay() throws Exception {
    String execution = aws.simulator().place("shop", Placement.in("Deploy"));
    start();
    request("team", "halt", execution, true);

    PipelineStopRequestStatus status = awaitReason("team", "halt", "Stopped");

    assertThat(status.abandonedActionCount()).isEqualTo(1);
    assertThat(aws.simulator().ledger().acceptedStops(execution, StopMode.ABANDON)).hasSize(1);
    Awaitility.await("an event of the end")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(client.v1().events().inNamespace("team").list().getItems())
                    .anyMatch(event -> event.getReason().equals("Stopped")));
  }

  @Test
  void whatIsInAStageGoesAllTheWayOrIsOnlyLookedAt() throws Exception {
    String execution = aws.simulator().place("shop", Placement.in("Deploy"));
    start();
    request("team", "try", spec -> spec.stageName("Deploy").dryRun(true));
    assertThat(awaitReason("team", "try", "DryRun").pipelineExecutionId()).isEqualTo(execution);
    assertThat(aws.simulator().ledger().stops()).isEmpty();

    request("team", "halt", spec -> spec.stageName("Deploy").abandon(true));

    assertThat(awaitReason("team", "halt", "Stopped").pipelineExecutionId()).isEqualTo(execution);
    assertThat(aws.simulator().ledger().acceptedStops(execution, StopMode.ABANDON)).hasSize(1);
  }

  @Test
  void requestsThatWereThereBeforeItStartedAreNotForgotten() throws Exception {
    String execution = aws.simulator().place("shop", Placement.in("Deploy"));
    request("team", "halt", execution, true);
    start();

    awaitReason("team", "halt", "Stopped");
  }

  @Test
  void aLabelIsNoReasonToLook() throws Exception {
    String execution = aws.simulator().place("shop", Placement.in("Deploy"));
    start();
    request("team", "halt", execution, true);
    awaitReason("team", "halt", "Stopped");
    int calls = aws.simulator().ledger().calls().size();

    var unused =
        client
            .resources(PipelineStopRequest.class)
            .inNamespace("team")
            .withName("halt")
            .edit(
                request -> {
                  request.getMetadata().setLabels(Map.of("seen", "yes"));
                  return request;
                });
    // Another request, later in the queue, has gone all the way: the label was seen by then.
    String other = aws.simulator().place("shop", Placement.in("Deploy"));
    request("team", "other", other, true);
    awaitReason("team", "other", "Stopped");

    assertThat(aws.simulator().ledger().calls().stream().skip(calls))
        .noneMatch(call -> execution.equals(call.pipelineExecutionId()));
  }

  @Test
  void onlyTheWatchedNamespacesAreWatched() throws Exception {
    String theirs = aws.simulator().place("shop", Placement.in("Deploy"));
    start("ours");
    request("theirs", "halt", theirs, true);
    String ours = aws.simulator().place("shop", Placement.in("Deploy"));
    request("ours", "halt", ours, true);

    awaitReason("ours", "halt", "Stopped");

    assertThat(aws.simulator().ledger().calls())
        .noneMatch(call -> theirs.equals(call.pipelineExecutionId()));
  }
}
