package dev.pipelinestop.simulation;

import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.simulator.Agenda;
import dev.pipelinestop.simulator.Change;
import dev.pipelinestop.simulator.ReadModel;
import dev.pipelinestop.simulator.Simulator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Everything of a run: the API server, AWS, the instances of the operator, people, and one clock.
 * Each call takes time, in which everything else goes on; so instances overlap without threads.
 */
final class World {
  private static final Duration API_TAKES = Duration.ofMillis(4);
  private static final Duration AWS_TAKES = Duration.ofMillis(30);
  private static final Duration EVENTS_TAKE = Duration.ofMillis(15);
  private static final Duration RESTART_TAKES = Duration.ofSeconds(2);

  private final Simulator aws = Simulator.virtual();
  private final SdkHttpClient http = aws.httpClient(Duration.ofSeconds(8));
  private final ApiServer api = new ApiServer(aws.clock());
  private final Agenda agenda = new Agenda();
  private final People people = new People(aws);
  private final List<Instance> instances = new ArrayList<>();
  private final Map<String, Map<Integer, Planned>> suffering = new HashMap<>();
  private final Map<String, Integer> calls = new HashMap<>();
  private final List<String> trace = new ArrayList<>();
  private final Oracles oracles = new Oracles(this);
  private final Troubles troubles;
  private final Defect defect;
  private final Instant began = aws.clock().instant();
  private Instant disturbedUntil = began;
  private Duration eventsTake = EVENTS_TAKE;
  private boolean retriesForgetWaits;
  private boolean rush;
  private int steps;
  private int attempts;
  private int instanceCount;

  World(Schedule schedule, Defect defect) {
    this.defect = defect;
    this.troubles = new Troubles(this, schedule.troubles());
    api.watch(oracles::changed);
    api.watch((before, now) -> spread(now));
  }

  Simulator aws() {
    return aws;
  }

  ApiServer api() {
    return api;
  }

  People people() {
    return people;
  }

  Oracles oracles() {
    return oracles;
  }

  Defect defect() {
    return defect;
  }

  List<Instance> instances() {
    return List.copyOf(instances);
  }

  List<String> trace() {
    return trace;
  }

  int steps() {
    return steps;
  }

  Instant now() {
    return aws.clock().instant();
  }

  Duration passed() {
    return Duration.between(began, now());
  }

  String newAttemptId() {
    return "attempt-" + ++attempts;
  }

  int troubleCount() {
    return troubles.count();
  }

  /** When the request was created, as the API server says. */
  Instant created(Life life) {
    return Instant.parse(life.request().getMetadata().getCreationTimestamp());
  }

  /** The last thing for which this request had to go on: now, while its execution does. */
  Instant reasonToGoOn(Life life) {
    return aws.truths().stream()
        .filter(truth -> truth.pipelineExecutionId().equals(life.execution()))
        .map(truth -> truth.status().active() ? now() : truth.changedAt())
        .filter(disturbedUntil::isBefore)
        .findFirst()
        .orElse(disturbedUntil);
  }

  /** A retried execution shows no trace of the wait before. */
  void retriesForgetWaits() {
    retriesForgetWaits = true;
    aws.settings().retryKeepsStopTrigger(false);
  }

  boolean doRetriesForgetWaits() {
    return retriesForgetWaits;
  }

  /** An action that AWS shows later than the end of its execution is in no status. */
  boolean showsActionsLate() {
    return aws.lags().of(ReadModel.LIST_ACTION_EXECUTIONS, Change.ABANDONED).toSeconds() > 1;
  }

  /** Somebody asks for a stop. */
  void asks(String name, PipelineStopRequestSpec spec) {
    api.create(name, spec);
  }

  /** The n-th call of this operation suffers this, in every run of the scenario. */
  void suffers(String operation, int call, Trouble trouble, int amount) {
    suffering
        .computeIfAbsent(operation, any -> new HashMap<>())
        .put(call, Planned.at(call, trouble, amount));
  }

  void at(Instant instant, Runnable effect) {
    agenda.at(instant, due -> effect.run());
  }

  /** Something happens so long after the beginning, as a part of the scenario. */
  void after(Duration duration, Runnable effect) {
    disturbed(began.plus(duration));
    at(began.plus(duration), effect);
  }

  /** Whatever ends well does so after this. */
  void disturbed(Instant until) {
    disturbedUntil = disturbedUntil.isAfter(until) ? disturbedUntil : until;
  }

  Instant disturbedUntil() {
    return disturbedUntil;
  }

  /** Other stops wait, or none do any more. */
  void rush(boolean isOne) {
    rush = isOne;
  }

  boolean isRush() {
    return rush;
  }

  void eventsTake(Duration duration) {
    eventsTake = EVENTS_TAKE.plus(duration);
  }

  /** A process starts, with a cache that is so many states old; three seconds later it is new. */
  Instance start(int age) {
    Instance instance = new Instance(this, "instance-" + ++instanceCount);
    instances.add(instance);
    note(instance + " starts, with a cache " + age + " states old");
    instance.cache().list(age);
    if (age > 0) {
      at(now().plusSeconds(3), () -> instance.cache().list(0));
    }
    return instance;
  }

  void kill(Instance instance) {
    instance.die();
    instances.remove(instance);
    note(instance + " dies");
  }

  /** Another process follows one that has died. */
  void restart(int age) {
    at(now().plus(RESTART_TAKES), () -> start(age));
  }

  private void spread(ApiServer.Version version) {
    int position = api.history(version.name()).size() - 1;
    for (Instance instance : instances) {
      at(
          now().plus(eventsTake),
          () -> {
            if (!instance.isDead()) {
              instance.cache().deliver(version.name(), position);
            }
          });
    }
  }

  /** Lets time pass, and all happen that is due meanwhile. */
  void pass(Duration duration) {
    Instant end = now().plus(duration);
    Optional<Instant> next = agenda.next();
    while (next.isPresent() && !next.get().isAfter(end)) {
      aws.clock().advanceTo(next.get());
      agenda.runUntil(next.get());
      next = agenda.next();
    }
    aws.clock().advanceTo(end);
  }

  /** Lets the next thing happen; false if nothing will. */
  boolean next() {
    Optional<Instant> next = agenda.next();
    Instant now = now();
    next.ifPresent(at -> pass(Duration.between(now, at.isAfter(now) ? at : now)));
    return next.isPresent();
  }

  /** A step of an instance begins. */
  Passage begin(Instance instance, Passage.Kind kind, String operation) {
    requireAlive(instance);
    Passage passage = new Passage(++steps, instance, kind, operation);
    Map<Integer, Planned> suffered = suffering.getOrDefault(operation, Map.of());
    Planned trouble = suffered.get(calls.merge(operation, 1, Integer::sum));
    if (trouble != null) {
      passage.suffers(trouble);
    }
    troubles.before(steps, passage);
    oracles.begins(passage);
    note(passage.toString());
    pass(kind == Passage.Kind.AWS ? AWS_TAKES : API_TAKES);
    requireAlive(instance);
    return passage;
  }

  /** It has had its effect. */
  void end(Passage passage) {
    pass(passage.kind() == Passage.Kind.AWS ? AWS_TAKES : API_TAKES);
    troubles.after(passage);
    requireAlive(passage.instance());
  }

  private static void requireAlive(Instance instance) {
    if (instance.isDead()) {
      throw new CrashError(instance.toString());
    }
  }

  HttpExecuteResponse callAws(Instance instance, String operation, HttpExecuteRequest request)
      throws IOException {
    Passage passage = begin(instance, Passage.Kind.AWS, operation);
    passage.arm(aws.faults());
    try {
      return http.prepareRequest(request).call();
    } finally {
      aws.faults().clear();
      oracles.called(passage);
      end(passage);
    }
  }

  void note(String what) {
    trace.add("%9.3f %s".formatted(passed().toMillis() / 1000.0, what));
  }
}
