package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.codepipeline.AwsClients;
import dev.pipelinestop.codepipeline.AwsSettings;
import dev.pipelinestop.codepipeline.AwsSettingsBuilder;
import dev.pipelinestop.codepipeline.MonotonicClock;
import dev.pipelinestop.simulator.SdkClients;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.stop.StopProtocol;
import dev.pipelinestop.stop.Timing;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.StageRetryMode;

/** The production shell with one request, in one thread, on the clock of a simulated AWS. */
final class Stand {
  private static final String REGION = "eu-central-1";

  private final Simulator aws = Simulator.virtual();
  private final MemoryRequestStore store = new MemoryRequestStore();
  private final AtomicInteger attempts = new AtomicInteger();
  private final Instant began = aws.clock().instant();
  private RoundRunner runner = newProcess();
  private final List<String> told = new ArrayList<>();
  private boolean forgetful;

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

  private RoundRunner newProcess() {
    MonotonicClock monotonic =
        () -> Duration.between(Instant.EPOCH, aws.clock().instant()).toNanos();
    AwsSettings settings =
        AwsSettingsBuilder.builder(AwsSettings.standard())
            .http(aws.httpClient(Duration.ofSeconds(8)))
            .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .wall(aws.clock())
            .monotonic(monotonic)
            .build();
    AwsClients clients = AwsClients.open(settings);
    return new RoundRunner(
        store,
        new AwsSteps(clients.gateway(REGION), clients.identity(REGION), aws.clock(), monotonic),
        new StopProtocol(Timing.standard(), () -> "attempt-" + attempts.incrementAndGet()),
        aws.clock(),
        (before, after) -> told.add(reason(before) + " -> " + reason(after.getStatus())));
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

  /** A person retries a stopped execution in the console. */
  void retry(String pipeline, String stage, String execution) {
    try (CodePipelineClient person = SdkClients.codePipeline(aws)) {
      var unused =
          person.retryStageExecution(
              request ->
                  request
                      .pipelineName(pipeline)
                      .stageName(stage)
                      .pipelineExecutionId(execution)
                      .retryMode(StageRetryMode.ALL_ACTIONS));
    }
  }

  /** A person stops an execution in the console. */
  void stop(String pipeline, String execution) {
    try (CodePipelineClient person = SdkClients.codePipeline(aws)) {
      var unused =
          person.stopPipelineExecution(
              request ->
                  request.pipelineName(pipeline).pipelineExecutionId(execution).abandon(true));
    }
  }

  /** A person sets spec.abandon. */
  void abandon() {
    store.change(
        request -> {
          request.setSpec(request.getSpec().with().abandon(true).build());
          request.getMetadata().setGeneration(request.getMetadata().getGeneration() + 1);
          return request;
        });
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
    Optional<Instant> due = Optional.of(aws.clock().instant());
    while (due.isPresent() && !due.get().isAfter(end)) {
      if (due.get().isAfter(aws.clock().instant())) {
        aws.clock().advanceTo(due.get());
      }
      if (forgetful) {
        runner = newProcess();
      }
      due = runner.due(store.get());
      if (due.isPresent() && !due.get().isAfter(aws.clock().instant())) {
        due = runner.run(store.get());
      }
    }
    if (end.isAfter(aws.clock().instant())) {
      aws.clock().advanceTo(end);
    }
  }

  static String reason(PipelineStopRequestStatus status) {
    return status.condition("Succeeded").map(Condition::reason).orElse("");
  }
}
