package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.codepipeline.AwsClients;
import dev.pipelinestop.codepipeline.AwsRegions;
import dev.pipelinestop.codepipeline.AwsSettings;
import dev.pipelinestop.codepipeline.AwsSettingsBuilder;
import dev.pipelinestop.codepipeline.CallGate;
import dev.pipelinestop.codepipeline.MonotonicClock;
import dev.pipelinestop.simulator.ActionDefinition;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.SdkClients;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.stop.StopProtocol;
import dev.pipelinestop.stop.Timing;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;
import software.amazon.awssdk.services.codepipeline.model.StageTransitionType;

/** The production shell with one request, in one thread, on the clock of a simulated AWS. */
final class Stand {
  private static final String REGION = "eu-central-1";
  private static final String NOWHERE = "none";

  private final Simulator aws = Simulator.virtual();
  private final MemoryRequestStore store = new MemoryRequestStore();
  private final AtomicInteger attempts = new AtomicInteger();
  private final Instant began = aws.clock().instant();
  private String home = REGION;
  private String unreachable = NOWHERE;
  private CallGate gate = CallGate.OPEN;
  private InstantSource clock = aws.clock();
  private RoundRunner runner = newProcess();
  private final List<String> told = new ArrayList<>();
  private boolean forgetful;
  private boolean rush;

  Simulator aws() {
    return aws;
  }

  MemoryRequestStore store() {
    return store;
  }

  RoundRunner runner() {
    return runner;
  }

  /** How long the request took from its creation to its end. */
  Duration took() {
    Instant finished = store.status().finishedAt();
    if (finished == null) {
      throw new AssertionError("not finished");
    }
    return Duration.between(began, finished);
  }

  /** From now on every round is run by a process that remembers nothing. */
  void restartAfterEveryRound() {
    forgetful = true;
  }

  /** From now on other stops wait, or none do any more. */
  void rush(boolean isOne) {
    rush = isOne;
  }

  /** From now on it is another process, which remembers nothing. */
  void restart() {
    runner = newProcess();
  }

  /** From now on it is another process, which works in another region. */
  void restartIn(String region) {
    home = region;
    restart();
  }

  /** From now on it is another process, which may call AWS while this is open. */
  void restartBehind(CallGate open) {
    gate = open;
    restart();
  }

  /** Nobody knows the names of the hosts of this region. */
  void unreachable(String region) {
    unreachable = region;
  }

  private RoundRunner newProcess() {
    return runnerOver(store);
  }

  /** A process over another store. */
  RoundRunner runnerOver(RequestStore requests) {
    MonotonicClock monotonic =
        () -> Duration.between(Instant.EPOCH, aws.clock().instant()).toNanos();
    AwsSettings settings =
        AwsSettingsBuilder.builder(AwsSettings.standard())
            .http(new Hosts(aws.httpClient(Duration.ofSeconds(8)), () -> unreachable))
            .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .wall(aws.clock())
            .monotonic(monotonic)
            .gate(gate)
            .build();
    AwsClients clients = AwsClients.open(settings);
    clock = clients.clock();
    return new RoundRunner(
        requests,
        new AwsSteps(new AwsRegions(clients, home), clients.clock(), monotonic, settings.gate()),
        new StopProtocol(Timing.standard(), () -> "attempt-" + attempts.incrementAndGet()),
        clients.clock(),
        (before, after) -> told.add(reason(before) + " -> " + reason(after.getStatus())),
        () -> rush);
  }

  /** The changes of reason that the shell has told of. */
  List<String> told() {
    return told;
  }

  /** One round from this state of the cache. */
  Optional<Instant> round(PipelineStopRequest cached) {
    return runner.run(cached);
  }

  /** One round from the newest state. */
  Optional<Instant> round() {
    return round(store.get());
  }

  void passes(Duration duration) {
    aws.clock().advanceTo(aws.clock().instant().plus(duration));
  }

  Instant now() {
    return aws.clock().instant();
  }

  /** An execution of the pipeline shop, in the stage Deploy, whose action takes so long. */
  String running(Duration takes) {
    aws.pipeline("shop")
        .stage("Deploy", ActionDefinition.action("Update").provider("CloudFormation").takes(takes));
    return aws.place("shop", Placement.in("Deploy"));
  }

  void request(String pipeline, String execution, boolean abandon) {
    request(spec(pipeline, execution).abandon(abandon).build());
  }

  static PipelineStopRequestSpecBuilder spec(String pipeline, String execution) {
    return PipelineStopRequestSpecBuilder.builder()
        .pipelineName(pipeline)
        .pipelineExecutionId(execution);
  }

  void request(PipelineStopRequestSpec spec) {
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("halt")
            .withUid("uid-1")
            .withGeneration(1L)
            .withCreationTimestamp(aws.clock().instant().toString())
            .build());
    request.setSpec(spec);
    store.put(request);
  }

  /** Git creates the same again after it was deleted. */
  void createAgain(PipelineStopRequestSpec spec, String uid) {
    request(spec);
    store.change(
        request -> {
          request.getMetadata().setUid(uid);
          return request;
        });
  }

  /** A person deletes it, and somebody's finalizer keeps it. */
  void beginDeletion() {
    store.change(
        request -> {
          request.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
          return request;
        });
  }

  /** A person changes the spec. */
  void edit(UnaryOperator<PipelineStopRequestSpecBuilder> change) {
    store.change(
        request -> {
          request.setSpec(change.apply(request.getSpec().with()).build());
          request.getMetadata().setGeneration(request.getMetadata().getGeneration() + 1);
          return request;
        });
  }

  /** A person retries a stopped execution in the console. */
  void retry(String pipeline, String stage, String execution) {
    person(
        console ->
            console.retryStageExecution(
                request ->
                    request
                        .pipelineName(pipeline)
                        .stageName(stage)
                        .pipelineExecutionId(execution)
                        .retryMode(StageRetryMode.ALL_ACTIONS)));
  }

  /** A person keeps executions from entering a stage. */
  void disableTransition(String pipeline, String stage, String reason) {
    person(
        console ->
            console.disableStageTransition(
                request ->
                    request
                        .pipelineName(pipeline)
                        .stageName(stage)
                        .transitionType(StageTransitionType.INBOUND)
                        .reason(reason)));
  }

  private void person(Consumer<CodePipelineClient> does) {
    try (CodePipelineClient console = SdkClients.codePipeline(aws)) {
      does.accept(console);
    }
  }

  /** A person stops an execution in the console. */
  void stop(String pipeline, String execution) {
    person(
        console ->
            console.stopPipelineExecution(
                request ->
                    request.pipelineName(pipeline).pipelineExecutionId(execution).abandon(true)));
  }

  /** A person sets spec.abandon. */
  void abandon() {
    edit(spec -> spec.abandon(true));
  }

  PipelineStopRequestStatus runToTheEnd() {
    runFor(Duration.ofHours(2));
    if (store.status().finishedAt() == null) {
      throw new AssertionError("not finished after two hours: " + store.status());
    }
    return store.status();
  }

  /** Runs rounds when they are due, for this long or until none is. */
  void runFor(Duration duration) {
    Instant end = aws.clock().instant().plus(duration);
    Optional<Duration> pause = Optional.of(Duration.ZERO);
    while (pause.isPresent() && !aws.clock().instant().plus(pause.get()).isAfter(end)) {
      aws.clock().advance(pause.get());
      if (forgetful) {
        restart();
      }
      pause = store.isEmpty() ? Optional.empty() : pause();
    }
    if (end.isAfter(aws.clock().instant())) {
      aws.clock().advanceTo(end);
    }
  }

  static String message(PipelineStopRequestStatus status) {
    return status.condition("Succeeded").map(Condition::message).orElse("");
  }

  /** When that is looked for again which the API server does not find now. */
  Instant whenAbsentIsDue() {
    return aws.clock().instant().plus(RoundRunner.ABSENT_PAUSE);
  }

  /** Runs a round if one is due; how long it is then until the next, by the operator's clock. */
  private Optional<Duration> pause() {
    Optional<Instant> due = runner.due(store.get());
    if (due.isPresent() && !due.get().isAfter(clock.instant())) {
      due = runner.run(store.get());
    }
    return due.map(instant -> Duration.between(clock.instant(), instant))
        .map(pause -> pause.isNegative() ? Duration.ZERO : pause);
  }

  static String reason(PipelineStopRequestStatus status) {
    return status.condition("Succeeded").map(Condition::reason).orElse("");
  }
}
