package dev.pipelinestop;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.codepipeline.AwsSettings;
import dev.pipelinestop.codepipeline.AwsSettingsBuilder;
import dev.pipelinestop.codepipeline.CallCodes;
import dev.pipelinestop.docs.GeneratedPart;
import dev.pipelinestop.reconcile.ToldRequestStore;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.simulator.SimulatorServer;
import dev.pipelinestop.stop.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The metrics that are documented are those that a running operator serves after a stop. */
@EnableKubernetesMockClient(crud = true)
final class MetricsDocsTest {
  private static final String PAGE = "docs/metrics.md";

  private static final List<String> OPERATIONS =
      List.of(
          "GetCallerIdentity",
          "GetPipelineExecution",
          "GetPipelineState",
          "ListActionExecutions",
          "ListPipelineExecutions",
          "StopPipelineExecution");

  // Set by the extension.
  @SuppressWarnings("NullAway.Init")
  private KubernetesMockServer server;

  @SuppressWarnings("NullAway.Init")
  private KubernetesClient client;

  @Test
  void everyMetricIsListedWithItsLabels() throws Exception {
    ServedMetrics served = ServedMetrics.parse(afterAStop());

    var rows = new ArrayList<List<String>>();
    rows.add(List.of("Metric", "Type", "Labels", "Meaning"));
    served.families().forEach((name, family) -> rows.add(family.row(name)));
    new GeneratedPart(PAGE, "metrics").isTable(rows);

    new GeneratedPart(PAGE, "labels").isTable(labels());
    assertThat(served.values("operation")).isNotEmpty().isSubsetOf(OPERATIONS);
    assertThat(served.values("code")).isNotEmpty().isSubsetOf(CallCodes.all());
    assertThat(served.values("mode")).containsExactly("Abandon");
    assertThat(served.values("outcome")).isNotEmpty().isSubsetOf(outcomes());
    assertThat(served.values("result")).containsExactlyInAnyOrderElementsOf(results());
    assertThat(served.lines())
        .contains(
            "pipelinestop_requests{result=\"Stopped\",state=\"Succeeded\"} 1.0",
            "pipelinestop_leader 1.0",
            "pipelinestop_acceptance_duration_seconds_count{mode=\"Abandon\"} 1",
            "pipelinestop_stopping_duration_seconds_count{mode=\"Abandon\"} 1",
            "pipelinestop_aws_calls_total{code=\"OK\",operation=\"StopPipelineExecution\"} 1.0");
  }

  private static List<List<String>> labels() {
    return List.of(
        List.of("Label", "Values"),
        List.of("`code`", words(CallCodes.all())),
        List.of("`mode`", words(List.of("Abandon", "Wait"))),
        List.of("`operation`", words(OPERATIONS)),
        List.of("`outcome`", words(outcomes())),
        List.of(
            "`result`",
            "`None` for a request that was not looked at yet, and the"
                + " [reasons](status.md#reasons)"),
        List.of(
            "`state`",
            "Of requests: `Active`, `Succeeded`, `Failed`. Of rounds: `Running`, `Waiting`"),
        List.of("`version`", "The version of the operator"));
  }

  private static String words(Collection<String> values) {
    return values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
  }

  private static List<String> outcomes() {
    return Arrays.stream(ToldRequestStore.Outcome.values())
        .map(ToldRequestStore.Outcome::label)
        .sorted()
        .toList();
  }

  private static List<String> results() {
    return Stream.concat(Stream.of("None"), Arrays.stream(Reason.values()).map(Reason::name))
        .toList();
  }

  /** What is served when a request was abandoned, as text. */
  private String afterAStop() throws Exception {
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(PipelineStopRequest.class));
    OperatorOptions options = new OperatorOptions();
    options.awsRegion = "eu-central-1";
    InetSocketAddress free = freeAddress();
    options.metricsBindAddress = free;
    try (SimulatorServer aws = SimulatorServer.start(Simulator.realTime())) {
      aws.simulator().lags().none();
      aws.simulator().pipeline("shop").stage("Deploy", action("Update").takes(Duration.ofHours(1)));
      AwsSettings settings =
          AwsSettingsBuilder.builder(AwsSettings.standard())
              .endpoint(aws.endpoint())
              .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
              .build();
      try (Operator operator = Operator.start(options, client, settings)) {
        assertThat(operator).isNotNull();
        request(aws.simulator().place("shop", Placement.in("Deploy")));
        URI address = URI.create("http://127.0.0.1:" + free.getPort() + "/metrics");
        // The cache of the operator has the end when its watch has brought it.
        return Awaitility.await("the end is counted")
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> read(address),
                text -> text.contains("{result=\"Stopped\",state=\"Succeeded\"} 1.0"));
      }
    }
  }

  private void request(String execution) {
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(
        new ObjectMetaBuilder().withNamespace("team").withName("halt").withGeneration(1L).build());
    request.setSpec(
        PipelineStopRequestSpecBuilder.builder()
            .pipelineName("shop")
            .pipelineExecutionId(execution)
            .abandon(true)
            .build());
    var unused = client.resource(request).create();
  }

  private static String read(URI address) throws IOException {
    try (var stream = address.toURL().openStream()) {
      return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static InetSocketAddress freeAddress() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket socket = new ServerSocket(0, 1, here)) {
      return new InetSocketAddress(here, socket.getLocalPort());
    }
  }

  /** The text format of Prometheus, as far as it is used here. */
  private record ServedMetrics(List<String> lines, SortedMap<String, Family> families) {

    private record Family(String type, String help, TreeSet<String> labels) {
      List<String> row(String name) {
        return List.of("`" + name + "`", type, words(labels), help);
      }
    }

    static ServedMetrics parse(String text) {
      List<String> lines = text.lines().toList();
      Map<String, String> helps = comments(lines, "# HELP ");
      SortedMap<String, Family> families = new TreeMap<>();
      comments(lines, "# TYPE ")
          .forEach(
              (name, type) ->
                  families.put(
                      name, new Family(type, helps.getOrDefault(name, ""), labels(lines, name))));
      return new ServedMetrics(lines, families);
    }

    private static Map<String, String> comments(List<String> lines, String prefix) {
      return lines.stream()
          .filter(line -> line.startsWith(prefix))
          .map(line -> line.substring(prefix.length()).split(" ", 2))
          .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    }

    private static TreeSet<String> labels(List<String> lines, String name) {
      return lines.stream()
          .filter(line -> line.matches(name + "(_bucket|_sum|_count)?\\{.*"))
          .flatMap(line -> pairs(line).keySet().stream())
          .filter(label -> !label.equals("le"))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> pairs(String line) {
      int open = line.indexOf('{');
      return open < 0 || line.startsWith("#")
          ? Map.of()
          : Arrays.stream(line.substring(open + 1, line.indexOf('}')).split(","))
              .map(pair -> pair.split("=", 2))
              .collect(Collectors.toMap(p -> p[0], p -> p[1].replace("\"", "")));
    }

    TreeSet<String> values(String label) {
      return lines.stream()
          .map(ServedMetrics::pairs)
          .filter(pairs -> pairs.containsKey(label))
          .map(pairs -> String.valueOf(pairs.get(label)))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
