package dev.pipelinestop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.simulator.Scenario;
import dev.pipelinestop.simulator.SdkClients;
import dev.pipelinestop.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineExecutionResponse;
import software.amazon.awssdk.services.codepipeline.model.ListActionExecutionsResponse;

/**
 * What the documentation says to type where the operator cannot be asked: the calls behind it are
 * taken, in the situations that the sandbox starts with, and do what the text says.
 */
class AwsCommandsDocsTest {
  private static final Path SITUATIONS =
      Path.of("src", "test", "resources", "simulator", "sandbox.yaml");

  private final Simulator aws = Simulator.virtual();
  private final CodePipelineClient client = SdkClients.codePipeline(aws);

  AwsCommandsDocsTest() {
    Scenario.read(SITUATIONS).addTo(aws);
    aws.clock().advance(Duration.ofSeconds(2));
  }

  /** All but the one that prepares a pipeline and has nothing to do with stopping it. */
  static List<AwsCommand> commands() {
    return Page.all().stream()
        .flatMap(AwsCommand::in)
        .filter(command -> !command.operation().equals("tag-resource"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void isACallThatAwsTakes(AwsCommand command) throws ReflectiveOperationException {
    assertThat(command.call(client).sdkHttpResponse().isSuccessful()).isTrue();
  }

  @Test
  void aStopThatWaitsIsSeenToItsEnd() throws ReflectiveOperationException {
    call("stop-pipeline-execution", "--no-abandon");

    aws.clock().advance(Duration.ofSeconds(1));
    assertThat(status()).isEqualTo("Stopping");
    assertThat(actions()).extracting(ActionExecutionDetail::statusAsString).contains("InProgress");
    aws.clock().advance(Duration.ofMinutes(1));
    assertThat(status()).isEqualTo("Stopped");
    assertThat(actions())
        .extracting(ActionExecutionDetail::statusAsString)
        .doesNotContain("InProgress", "Abandoned");
  }

  @Test
  void anAbandonShowsWhatWasAbandoned() throws ReflectiveOperationException {
    call("stop-pipeline-execution", "--no-abandon");
    aws.clock().advance(Duration.ofSeconds(1));
    call("stop-pipeline-execution", "--abandon");

    aws.clock().advance(Duration.ofMinutes(1));
    assertThat(status()).isEqualTo("Stopped");
    assertThat(actions()).extracting(ActionExecutionDetail::statusAsString).contains("Abandoned");
  }

  private String status() throws ReflectiveOperationException {
    return ((GetPipelineExecutionResponse) call("get-pipeline-execution", "--query"))
        .pipelineExecution()
        .statusAsString();
  }

  private List<ActionExecutionDetail> actions() throws ReflectiveOperationException {
    return ((ListActionExecutionsResponse) call("list-action-executions", "--filter"))
        .actionExecutionDetails();
  }

  /** The call of the first command on the page about outages that has this word. */
  private CodePipelineResponse call(String operation, String word)
      throws ReflectiveOperationException {
    return AwsCommand.in(Page.read("docs/operations.md"))
        .filter(command -> command.operation().equals(operation) && command.has(word))
        .findFirst()
        .orElseThrow()
        .call(client);
  }
}
