package dev.pipelinestop.simulation;

import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.simulator.SdkClients;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.simulator.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineException;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;

/** People at work in the console, at the same time. What AWS refuses them they leave alone. */
final class People {
  static final String REASON = "by hand";

  private final Simulator aws;
  private @Nullable CodePipelineClient console;
  private final List<Instant> retries = new ArrayList<>();
  private @Nullable Instant retriedAt;

  People(Simulator aws) {
    this.aws = aws;
  }

  void stop(PipelineStopRequestSpec of, boolean abandon) {
    tries(
        client -> {
          client.stopPipelineExecution(
              stop ->
                  stop.pipelineName(of.pipelineName())
                      .pipelineExecutionId(execution(of))
                      .abandon(abandon)
                      .reason(REASON));
          retriedAt = null;
        });
  }

  boolean retriedBetween(Instant one, Instant other) {
    return retries.stream().anyMatch(at -> at.isAfter(one) && at.isBefore(other));
  }

  /** When somebody retried an execution that nobody has stopped by hand since. */
  Optional<Instant> retriedAt() {
    return Optional.ofNullable(retriedAt);
  }

  void retry(PipelineStopRequestSpec of) {
    tries(
        client -> {
          Truth truth = aws.truth(execution(of));
          client.retryStageExecution(
              retry ->
                  retry
                      .pipelineName(of.pipelineName())
                      .stageName(truth.stage())
                      .pipelineExecutionId(execution(of))
                      .retryMode(StageRetryMode.ALL_ACTIONS));
          retriedAt = aws.clock().instant();
          retries.add(retriedAt);
        });
  }

  void start(String pipeline) {
    tries(client -> client.startPipelineExecution(start -> start.name(pipeline)));
  }

  /** Approves what waits for it, in every stage. */
  void approve(String pipeline) {
    tries(
        client -> {
          for (var stage : client.getPipelineState(state -> state.name(pipeline)).stageStates()) {
            for (var action : stage.actionStates()) {
              var run = action.latestExecution();
              if (run != null && run.token() != null) {
                client.putApprovalResult(
                    approval ->
                        approval
                            .pipelineName(pipeline)
                            .stageName(stage.stageName())
                            .actionName(action.actionName())
                            .token(run.token())
                            .result(result -> result.summary("fine").status("Approved")));
              }
            }
          }
        });
  }

  /** Of what is asked for by its stage they know which execution is meant. */
  private static String execution(PipelineStopRequestSpec of) {
    return Objects.requireNonNullElse(of.pipelineExecutionId(), Shop.EXECUTION);
  }

  private void tries(Consumer<CodePipelineClient> work) {
    CodePipelineClient client = console == null ? SdkClients.codePipeline(aws) : console;
    console = client;
    try {
      work.accept(client);
    } catch (CodePipelineException | IllegalArgumentException refused) {
      // They see that, and go on to something else.
    }
  }
}
