package dev.pipelinestop.simulator;

import static dev.pipelinestop.simulator.ActionDefinition.action;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.InvalidNextTokenException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;

class SimulatorPaginationTest {
  private final Simulator simulator = Simulator.virtual();
  private final CodePipelineClient client = SdkClients.codePipeline(simulator);
  private final ArrayList<String> ids = new ArrayList<>();

  @BeforeEach
  void run() {
    simulator
        .pipeline("p")
        .mode(ExecutionMode.PARALLEL)
        .stage("Build", action("Compile"), action("Lint").takes(ofSeconds(22)));
    for (int i = 0; i < 7; i++) {
      simulator.clock().advance(ofSeconds(3));
      ids.addFirst(simulator.start("p"));
    }
    simulator.clock().advance(ofSeconds(3));
  }

  @Test
  void pagesThroughExecutionsNewestFirst() {
    var pages =
        client.listPipelineExecutionsPaginator(r -> r.pipelineName("p").maxResults(3)).stream()
            .toList();

    assertThat(pages).hasSize(3);
    assertThat(pages.stream().flatMap(page -> page.pipelineExecutionSummaries().stream()))
        .extracting(PipelineExecutionSummary::pipelineExecutionId)
        .containsExactlyElementsOf(ids);
  }

  @Test
  void aNewExecutionMovesNoPage() {
    var first = client.listPipelineExecutions(r -> r.pipelineName("p").maxResults(5));
    simulator.start("p");
    simulator.clock().advance(ofSeconds(3));
    var second =
        client.listPipelineExecutions(r -> r.pipelineName("p").nextToken(first.nextToken()));

    assertThat(second.pipelineExecutionSummaries())
        .extracting(PipelineExecutionSummary::pipelineExecutionId)
        .containsExactlyElementsOf(ids.subList(5, 7));
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void pagesThroughActions() {
    var actions =
        client
            .listActionExecutionsPaginator(r -> r.pipelineName("p").maxResults(4))
            .actionExecutionDetails()
            .stream()
            .toList();

    assertThat(actions).hasSize(14);
    assertThat(actions).extracting(a -> a.actionExecutionId()).doesNotHaveDuplicates();
  }

  @Test
  void aTokenBelongsToItsList() {
    var token = client.listPipelineExecutions(r -> r.pipelineName("p").maxResults(1)).nextToken();

    assertThatExceptionOfType(InvalidNextTokenException.class)
        .isThrownBy(() -> client.listActionExecutions(r -> r.pipelineName("p").nextToken(token)));
    assertThatExceptionOfType(InvalidNextTokenException.class)
        .isThrownBy(() -> client.listPipelines(r -> r.nextToken("no token")));
  }

  @Test
  void filtersBySucceededStage() {
    assertThat(
            client
                .listPipelineExecutions(
                    r ->
                        r.pipelineName("p")
                            .filter(f -> f.succeededInStage(s -> s.stageName("Build"))))
                .pipelineExecutionSummaries())
        .isEmpty();
    simulator.clock().advance(ofSeconds(3));
    assertThat(
            client
                .listPipelineExecutions(
                    r ->
                        r.pipelineName("p")
                            .filter(f -> f.succeededInStage(s -> s.stageName("Build"))))
                .pipelineExecutionSummaries())
        .extracting(PipelineExecutionSummary::pipelineExecutionId)
        .containsExactly(ids.getLast());
  }

  @Test
  void pagesThroughPipelines() {
    for (int i = 0; i < 5; i++) {
      simulator.pipeline("q" + i).stage("Build", action("Compile"));
    }

    assertThat(client.listPipelinesPaginator(r -> r.maxResults(2)).pipelines())
        .extracting(pipeline -> pipeline.name())
        .containsExactly("p", "q0", "q1", "q2", "q3", "q4");
  }
}
