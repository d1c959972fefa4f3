package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.ActionSighting;
import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import dev.pipelinestop.stop.ExecutionSighting;
import dev.pipelinestop.stop.NextStep.SendStop;
import dev.pipelinestop.stop.ParallelMode;
import dev.pipelinestop.stop.StageOccupancy;
import dev.pipelinestop.stop.StageSighting;
import dev.pipelinestop.stop.StageTarget;
import dev.pipelinestop.stop.StopAnswer;
import dev.pipelinestop.stop.StopTrigger;
import dev.pipelinestop.stop.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineStateResponse;
import software.amazon.awssdk.services.codepipeline.model.ListActionExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.ListPipelineExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecution;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;

/**
 * AWS CodePipeline of one account in one region. Safe for use by many threads; every call is
 * bounded in time and blocks its thread.
 *
 * <p>Its reads throw an {@link AwsFailureException} for whatever is not an answer to the question;
 * they may have been repeated by the SDK. A stop never throws and is never repeated.
 */
public final class CodePipelineGateway implements AutoCloseable {
  private static final int PAGE = 100;

  /** 20 000 action executions: AWS allows 1000 actions in a pipeline, and each can be retried. */
  private static final int MOST_ACTION_PAGES = 200;

  /**
   * 300 executions. The more pages, the older is the look by the time at which a stop rests on it:
   * of an execution that waited far longer, its actions and stages have to tell.
   */
  private static final int MOST_EXECUTION_PAGES = 3;

  private static final Duration LONGEST_LIST = Duration.ofSeconds(30);

  private final String region;
  private final CodePipelineClient reads;
  private final CodePipelineClient stops;
  private final InstantSource wall;
  private final AwsSettings settings;
  private final Calls calls;

  /**
   * A gateway over two clients that it closes.
   *
   * @param stops must have {@link StopGate.Interceptor} and must not retry
   */
  CodePipelineGateway(
      String region,
      CodePipelineClient reads,
      CodePipelineClient stops,
      InstantSource wall,
      AwsSettings settings) {
    this.region = region;
    this.reads = reads;
    this.stops = stops;
    this.wall = wall;
    this.settings = settings;
    this.calls = new Calls(settings.listener(), settings.monotonic());
  }

  /** The region, such as eu-central-1. */
  public String region() {
    return region;
  }

  /**
   * GetPipelineExecution. That AWS knows no such execution or pipeline is an answer, not a failure.
   *
   * @throws AwsFailureException if there is no answer, or it is about something else
   */
  public ExecutionSighting execution(Target target) throws AwsFailureException {
    String operation = "GetPipelineExecution";
    @Nullable PipelineExecution execution;
    try {
      execution =
          calls
              .ask(
                  operation,
                  () ->
                      reads.getPipelineExecution(
                          request ->
                              request
                                  .pipelineName(target.pipelineName())
                                  .pipelineExecutionId(target.pipelineExecutionId())))
              .pipelineExecution();
    } catch (AwsFailureException e) {
      return switch (e.failure().code()) {
        case AwsErrors.EXECUTION_NOT_FOUND -> new ExecutionSighting.ExecutionNotFound();
        case AwsErrors.PIPELINE_NOT_FOUND -> new ExecutionSighting.PipelineNotFound();
        default -> throw e;
      };
    }
    if (execution == null
        || !target.pipelineName().equals(execution.pipelineName())
        || !target.pipelineExecutionId().equals(execution.pipelineExecutionId())) {
      throw nonsense(operation, "OtherExecution", "the answer is not about this execution");
    }
    return new ExecutionDetail(execution)
        .sighting()
        .orElseThrow(() -> nonsense(operation, "NoStatus", "the answer has no status"));
  }

  /**
   * ListActionExecutions, all pages: every action execution of this pipeline execution once, by the
   * time it started. Actions that never started are not in it.
   *
   * @throws AwsFailureException if there is no answer, or none that ends
   */
  public List<ActionSighting> actions(Target target) throws AwsFailureException {
    String operation = "ListActionExecutions";
    ActionRows rows = new ActionRows(target.pipelineExecutionId());
    boolean complete =
        new Pages(operation, MOST_ACTION_PAGES, LONGEST_LIST, settings.monotonic())
            .readAll(
                token -> {
                  ListActionExecutionsResponse page =
                      detail(
                          operation,
                          () ->
                              reads.listActionExecutions(
                                  request ->
                                      request
                                          .pipelineName(target.pipelineName())
                                          .filter(
                                              filter ->
                                                  filter.pipelineExecutionId(
                                                      target.pipelineExecutionId()))
                                          .maxResults(PAGE)
                                          .nextToken(token)));
                  if (!page.hasActionExecutionDetails()) {
                    throw nonsense(operation, "NoList", "the answer has no list of actions");
                  }
                  page.actionExecutionDetails().forEach(rows::add);
                  return page.nextToken();
                });
    if (!complete) {
      throw nonsense(
          operation, "EndlessList", "more than " + MOST_ACTION_PAGES + " pages of actions");
    }
    return rows.sorted();
  }

  /**
   * GetPipelineState: the stages whose latest execution is this one. A stage that a newer execution
   * has entered is not in it, and no stage is for an execution in mode PARALLEL.
   *
   * @throws AwsFailureException if there is no answer, or it is about another pipeline
   */
  public List<StageSighting> stages(Target target) throws AwsFailureException {
    String operation = "GetPipelineState";
    String pipeline = target.pipelineName();
    return about(pipeline, detail(operation, () -> reads.getPipelineState(r -> r.name(pipeline))))
        .stagesOf(target.pipelineExecutionId());
  }

  /**
   * GetPipelineState: what is in one stage. That AWS knows no such stage or pipeline is an answer.
   *
   * @throws AwsFailureException if there is no answer, or it is about something else
   */
  public StageOccupancy occupancy(StageTarget stage) throws AwsFailureException {
    String operation = "GetPipelineState";
    String pipeline = stage.pipelineName();
    PipelineState state;
    try {
      state =
          about(
              pipeline, calls.ask(operation, () -> reads.getPipelineState(r -> r.name(pipeline))));
    } catch (AwsFailureException e) {
      if (e.failure().code().equals(AwsErrors.PIPELINE_NOT_FOUND)) {
        return new StageOccupancy.PipelineNotFound();
      }
      throw e;
    }
    return state
        .occupancy(stage.stageName())
        .orElseThrow(
            () -> nonsense(operation, "NoExecution", "the stage has an execution without id"));
  }

  private static PipelineState about(String pipelineName, GetPipelineStateResponse state)
      throws AwsFailureException {
    if (!pipelineName.equals(state.pipelineName())) {
      throw nonsense("GetPipelineState", "OtherPipeline", "the answer is not about this pipeline");
    }
    return new PipelineState(state);
  }

  /**
   * ListPipelineExecutions, the newest 100: whether the pipeline runs in mode PARALLEL, whose
   * executions no stage shows.
   *
   * @throws AwsFailureException if there is no answer
   */
  public ParallelMode parallelMode(StageTarget stage) throws AwsFailureException {
    return new NewestExecutions(
            detail(
                    "ListPipelineExecutions",
                    () ->
                        reads.listPipelineExecutions(
                            r -> r.pipelineName(stage.pipelineName()).maxResults(PAGE)))
                .pipelineExecutionSummaries())
        .parallelMode();
  }

  /**
   * ListPipelineExecutions, page by page until the execution is found: whether AWS has recorded
   * that somebody asked it to stop. {@link StopTrigger.None} too if it is not among the first 300.
   *
   * @throws AwsFailureException if there is no answer, or none that ends
   */
  public StopTrigger stopTrigger(Target target) throws AwsFailureException {
    String operation = "ListPipelineExecutions";
    List<PipelineExecutionSummary> found = new ArrayList<>(1);
    // Where the pages are at their bound, that is no failure: it would last, and the execution
    // itself, its actions and its stages tell of a stop as well.
    var unused =
        new Pages(operation, MOST_EXECUTION_PAGES, LONGEST_LIST, settings.monotonic())
            .readAll(
                token -> {
                  ListPipelineExecutionsResponse page =
                      detail(
                          operation,
                          () ->
                              reads.listPipelineExecutions(
                                  request ->
                                      request
                                          .pipelineName(target.pipelineName())
                                          .maxResults(PAGE)
                                          .nextToken(token)));
                  if (!page.hasPipelineExecutionSummaries()) {
                    throw nonsense(operation, "NoList", "the answer has no list of executions");
                  }
                  page.pipelineExecutionSummaries().stream()
                      .filter(Objects::nonNull)
                      .filter(s -> target.pipelineExecutionId().equals(s.pipelineExecutionId()))
                      .findFirst()
                      .ifPresent(found::add);
                  return found.isEmpty() ? page.nextToken() : null;
                });
    if (found.isEmpty() || found.getFirst().stopTrigger() == null) {
      return new StopTrigger.None();
    }
    String reason = Shown.text(found.getFirst().stopTrigger().reason());
    return new StopTrigger.Present(reason == null ? "" : reason);
  }

  /**
   * Sends StopPipelineExecution at most once, if neither deadline of the step has passed when the
   * request is about to be written to its connection. Never throws.
   *
   * @param lookBeganAt the reading, in nanoseconds, of the {@link MonotonicClock} of the settings
   *     when the look began that the stop rests on: {@link SendStop#within} counts from here
   */
  public StopAnswer stop(SendStop step, long lookBeganAt) {
    return new StopCall(stops, calls, step, new StopGate(step, lookBeganAt, wall, settings)).send();
  }

  @Override
  public void close() {
    reads.close();
    stops.close();
  }

  /**
   * A read of details, which follows one that found the execution or the pipeline. Where AWS then
   * says that it does not know it, its read models disagree, and that passes.
   */
  private <T> T detail(String operation, Supplier<T> request) throws AwsFailureException {
    try {
      return calls.ask(operation, request);
    } catch (AwsFailureException e) {
      AwsFailure failure = e.failure();
      if (failure.code().equals(AwsErrors.EXECUTION_NOT_FOUND)
          || failure.code().equals(AwsErrors.PIPELINE_NOT_FOUND)) {
        throw nonsense(operation, failure.code(), "AWS showed it just before and now denies it");
      }
      throw e;
    }
  }

  private static AwsFailureException nonsense(String operation, String code, String message) {
    return new AwsFailureException(new AwsFailure(operation, code, message, Meaning.NONSENSE));
  }
}
