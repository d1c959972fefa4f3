package dev.pipelinestop.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps a process from starting is its last line, and whose fault it is its exit code. */
final class StartTest {
  private static final int WRONG_INPUT = 2;
  private static final int OBSTACLE = 1;

  private final HttpServer cluster;
  private final Path kubeconfig;

  StartTest(@TempDir Path folder) throws IOException {
    cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: it, cluster: {server: "http://127.0.0.1:%d"}}]
            users: [{name: it, user: {token: none}}]
            contexts: [{name: it, context: {cluster: it, user: it}}]
            current-context: it
            """
                .formatted(cluster.getAddress().getPort()));
  }

  /** It knows the requests, and nothing else. */
  @BeforeEach
  void serveTheCluster() {
    cluster.createContext(
        "/apis/pipelinestop.dev/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(UTF_8));
          }
        });
    cluster.start();
  }

  @AfterEach
  void close() {
    cluster.stop(0);
  }

  private OperatorProcess.Launch launch() {
    return OperatorProcess.Launch.classes("-XX:TieredStopAtLevel=1")
        .cluster(kubeconfig)
        .with("--log-format=text");
  }

  private static void ends(OperatorProcess.Launch launch, int exitCode, String... said) {
    try (OperatorProcess operator = launch.start()) {
      assertThat(operator.awaitEnd()).as(operator.log()).isEqualTo(exitCode);
      assertThat(operator.log().lines().toList().getLast())
          .contains("Cannot start: ")
          .contains(said)
          .doesNotContain("java.", "Exception:");
    }
  }

  @Test
  void aClusterThatDoesNotAnswerIsAnObstacle() {
    cluster.stop(0);
    ends(
        // Otherwise the client tries for half a minute.
        launch().environment("KUBERNETES_REQUEST_RETRY_BACKOFFLIMIT", "0"),
        OBSTACLE,
        "127.0.0.1",
        "cannot be reached: connection refused (ConnectException)",
        "KUBECONFIG",
        "network policies");
  }

  @Test
  void whatIsNoRegionIsWrongInput() {
    ends(
        launch().environment("AWS_REGION", "Frankfurt"),
        WRONG_INPUT,
        "'Frankfurt' is not an AWS region",
        "AWS_REGION",
        "--aws-region (OPERATOR_AWS_REGION)",
        "aws.region");
  }

  @Test
  void anElectionThatNothingTellsItsNamespaceIsWrongInput() {
    ends(
        launch().with("--leader-elect").environment("POD_NAMESPACE", ""),
        WRONG_INPUT,
        "--leader-elect",
        "--leader-election-namespace (LEADER_ELECTION_NAMESPACE)");
  }

  @Test
  void anAddressInUseIsAnObstacle() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      ends(
          launch().with("--metrics-bind-address=" + address),
          OBSTACLE,
          address,
          "in use",
          "--metrics-bind-address (METRICS_BIND_ADDRESS)");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsWrongInput() {
    ends(
        launch().with("--health-probe-bind-address=192.0.2.1:8081"),
        WRONG_INPUT,
        "--health-probe-bind-address (HEALTH_PROBE_BIND_ADDRESS)",
        "192.0.2.1 is not an address of this machine");
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_ENDPOINT_URL, notaurl",
    "AWS_ENDPOINT_URL_CODEPIPELINE, 127.0.0.1:4599",
    "AWS_ENDPOINT_URL_STS, ftp://aws.example"
  })
  void anEndpointThatIsNoUrlIsWrongInput(String variable, String value) {
    ends(launch().environment(variable, value), WRONG_INPUT, variable + ": ", "'" + value + "'");
  }
}
