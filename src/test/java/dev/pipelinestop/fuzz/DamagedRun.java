package dev.pipelinestop.fuzz;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.codepipeline.AwsClients;
import dev.pipelinestop.codepipeline.AwsRegions;
import dev.pipelinestop.codepipeline.AwsSettings;
import dev.pipelinestop.codepipeline.AwsSettingsBuilder;
import dev.pipelinestop.codepipeline.CallGate;
import dev.pipelinestop.codepipeline.MonotonicClock;
import dev.pipelinestop.reconcile.AwsSteps;
import dev.pipelinestop.reconcile.RoundRunner;
import dev.pipelinestop.simulator.ActionDefinition;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.Simulator;
import dev.pipelinestop.simulator.Status;
import dev.pipelinestop.stop.StopProtocol;
import dev.pipelinestop.stop.Timing;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * One request, from its creation to its end, by the production shell, protocol and gateway: a wait
 * that is escalated by its deadline, so that every operation is called. For ten minutes every
 * answer of one operation is damaged; then AWS is as it should be.
 */
final class DamagedRun implements AutoCloseable {
  private static final String REGION = "eu-central-1";
  private static final String PIPELINE = "release";
  private static final Duration DAMAGED = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofHours(3);

  /** More rounds than this in the given times would be one every few seconds. */
  private static final int MOST_ROUNDS = 400;

  private final Simulator aws = Simulator.virtual();
  private final SchemaStore store = new SchemaStore();
  private final Map<String, Set<String>> answers = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final String execution;
  private final Damage damage;
  private final AwsClients clients;
  private final RoundRunner runner;
  private boolean healed;
  private int rounds;

  DamagedRun(Damage damage) {
    this.damage = damage;
    aws.pipeline(PIPELINE)
        .stage("Build", ActionDefinition.action("Compile"))
        .stage("Deploy", hour("UpdateStack"), hour("Migrate"));
    execution = aws.place(PIPELINE, Placement.in("Deploy"));
    AtomicInteger attempts = new AtomicInteger();
    MonotonicClock monotonic =
        () -> Duration.between(Instant.EPOCH, aws.clock().instant()).toNanos();
    clients =
        AwsClients.open(
            AwsSettingsBuilder.builder(AwsSettings.standard())
                .http(new DamagingHttpClient(aws.httpClient(Duration.ofSeconds(8)), this::onTheWay))
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .readAttempts(1)
                .wall(aws.clock())
                .monotonic(monotonic)
                .build());
    runner =
        new RoundRunner(
            store,
            new AwsSteps(
                new AwsRegions(clients, REGION), clients.clock(), monotonic, CallGate.OPEN),
            new StopProtocol(Timing.standard(), () -> "attempt-" + attempts.incrementAndGet()),
            clients.clock(),
            (before, after) -> {},
            () -> false);
  }

  private static ActionDefinition hour(String name) {
    return ActionDefinition.action(name)
        .category("Deploy")
        .provider("CloudFormation")
        .takes(Duration.ofHours(5));
  }

  private Answer onTheWay(String operation, Answer answer) {
    answers.computeIfAbsent(operation, any -> new TreeSet<>()).add(answer.text());
    return healed || !operation.equals(damage.operation()) ? answer : damage.change().apply(answer);
  }

  /** Every answer of AWS as it was before it was damaged, by operation. */
  Map<String, Set<String>> answers() {
    return answers;
  }

  /** Runs all of it, and returns what went wrong. */
  List<String> run() {
    create();
    Heard heard = new Heard();
    try (heard) {
      runFor(DAMAGED);
    }
    if (rounds > MOST_ROUNDS) {
      wrong.add(rounds + " rounds while it was damaged");
    }
    heard.unprintable().forEach(wrong::add);
    PipelineStopRequestStatus meanwhile = store.status();
    check(meanwhile);
    checkComplaint(meanwhile, heard);
    healed = true;
    runFor(LONGEST);
    check(store.status());
    checkEnd(store.status());
    wrong.addAll(store.refusals());
    return wrong;
  }

  private void create() {
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("halt")
            .withUid("uid-1")
            .withGeneration(1L)
            .withCreationTimestamp(aws.clock().instant().toString())
            .build());
    request.setSpec(
        PipelineStopRequestSpecBuilder.builder()
            .pipelineName(PIPELINE)
            .pipelineExecutionId(execution)
            .abandonAfter("2m")
            .build());
    store.put(request);
  }

  private void runFor(Duration duration) {
    Instant end = aws.clock().instant().plus(duration);
    Optional<Instant> due = Optional.of(aws.clock().instant());
    while (due.isPresent() && !due.get().isAfter(end) && rounds <= MOST_ROUNDS) {
      aws.clock().advanceTo(due.get());
      due = runner.due(store.get());
      if (due.isPresent() && !due.get().isAfter(aws.clock().instant())) {
        rounds++;
        due = runner.run(store.get());
      }
    }
    aws.clock().advanceTo(end);
  }

  /** What holds at any time. */
  private void check(PipelineStopRequestStatus status) {
    boolean stopped =
        status
            .condition("Stopped")
            .filter(condition -> condition.status().equals("True"))
            .isPresent();
    if (stopped && aws.truth(execution).status() != Status.STOPPED) {
      wrong.add("Stopped is True while the execution is " + aws.truth(execution).status());
    }
    for (StopMode mode : StopMode.values()) {
      if (aws.ledger().acceptedStops(execution, mode).size() > 1) {
        wrong.add("two accepted stops: " + mode);
      }
    }
    if (aws.ledger().stops().stream().anyMatch(c -> !execution.equals(c.pipelineExecutionId()))) {
      wrong.add("a stop of another execution");
    }
  }

  private void checkComplaint(PipelineStopRequestStatus meanwhile, Heard heard) {
    boolean stop = damage.operation().equals("StopPipelineExecution");
    if (heard.failuresInARow() >= 3 && !said(meanwhile).startsWith(damage.operation() + ": ")) {
      wrong.add("after " + heard.failuresInARow() + " failures it says: " + said(meanwhile));
    }
    if (said(meanwhile).isBlank()) {
      wrong.add("it says nothing");
    }
    if (damage.complaint() == null) {
      return;
    }
    boolean logged =
        heard.lines().stream()
            .filter(line -> line.startsWith(stop ? damage.operation() : withoutIt()))
            .anyMatch(this::matches);
    boolean shown =
        store.written().stream()
            .map(DamagedRun::said)
            .anyMatch(said -> said.startsWith(damage.operation() + ": ") && matches(said));
    if (!(logged || (!stop && shown))) {
      wrong.add(
          "nobody complained of "
              + damage.complaint()
              + "; the condition: "
              + said(meanwhile)
              + "; the log: "
              + heard.lines().stream().distinct().limit(4).toList());
    }
  }

  /** Where it is denied, an operation on which no stop rests is missed in the log only. */
  private String withoutIt() {
    return "Going on without " + damage.operation() + ": ";
  }

  private boolean matches(String said) {
    return damage.complaint() == null || damage.complaint().matcher(said).find();
  }

  private void checkEnd(PipelineStopRequestStatus status) {
    String reason = status.condition("Succeeded").map(Condition::reason).orElse("");
    if (status.finishedAt() == null || !reason.equals("Stopped")) {
      wrong.add("it did not end as Stopped but as " + reason + ": " + said(status));
    }
    for (StopMode mode : StopMode.values()) {
      if (aws.ledger().acceptedStops(execution, mode).size() != 1) {
        wrong.add("no accepted stop: " + mode);
      }
    }
  }

  private static String said(PipelineStopRequestStatus status) {
    return status.condition("Succeeded").map(Condition::message).orElse("");
  }

  @Override
  public void close() {
    clients.close();
  }
}
