package dev.pipelinestop.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * AWS CodePipeline in one account and region. Safe for several threads; with one thread, a virtual
 * clock and a seed, everything that happens is the same each time.
 */
public final class Simulator {
  /** Stands in action configurations and output variables, where real secrets are. */
  public static final String SECRET = "simulator-secret-that-nobody-may-see";

  private final ReentrantLock lock = new ReentrantLock();
  private final Agenda agenda = new Agenda();
  private final Model model = new Model();
  private final SimulatorSettings settings = new SimulatorSettings();
  private final StopAnswers stopAnswers = new StopAnswers();
  private final Lags lags = Lags.observed();
  private final Ledger ledger = new Ledger();
  private final ExecutionAnswers executionAnswers = new ExecutionAnswers();
  private final SimulatorClock clock;
  private final Faults faults;
  private final Commands commands;
  private final Placements placements;
  private final Frontend frontend;

  /** The instant of an effect that works on something itself, which is then not now. */
  private @Nullable Instant workingAt;

  private Simulator(SimulatorClock clock, long seed) {
    this.clock = clock;
    this.faults = new Faults(new Random(seed));
    var engine = new Engine(agenda, new Ids(new Random(seed)), settings);
    this.placements = new Placements(engine);
    this.commands =
        new Commands(
            model,
            engine,
            new Stops(agenda, engine, settings, stopAnswers),
            new Approvals(agenda, engine, settings),
            new Retries(engine, settings));
    var queries = new Queries(model, executionAnswers, settings);
    this.frontend = new Frontend(this, new Backend(this, queries, commands, new Sts(settings)));
  }

  /** A simulator whose time is moved by hand. */
  public static Simulator virtual() {
    return virtual(1);
  }

  /** A simulator whose time is moved by hand, with other ids and other chances of faults. */
  public static Simulator virtual(long seed) {
    return on(SimulatorClock.virtual(), seed);
  }

  /** A simulator on the system's clock; each one has its own ids. */
  public static Simulator realTime() {
    return on(SimulatorClock.of(InstantSource.system()), new Random().nextLong());
  }

  /** A simulator on any clock. */
  public static Simulator on(SimulatorClock clock, long seed) {
    return new Simulator(clock, seed);
  }

  /** Defines a pipeline, or returns the one of this name. */
  public Pipeline pipeline(String name) {
    return model.define(name, clock.instant().minus(Duration.ofDays(30)), lags);
  }

  /** Starts an execution, as StartPipelineExecution does, and returns its id. */
  public String start(String pipeline) {
    return atNow(now -> commands.start(model.pipeline(pipeline), null, Map.of(), now).id);
  }

  /** Starts an execution with a given id. */
  public void start(String pipeline, String id) {
    atNow(now -> commands.start(model.pipeline(pipeline), id, Map.of(), now));
  }

  /** Puts an execution in the middle of a pipeline, or at its end, and returns its id. */
  public String place(String pipeline, Placement placement) {
    return atNow(
        now -> {
          var execution = placements.place(model.pipeline(pipeline), placement, now);
          model.add(execution);
          return execution.id;
        });
  }

  /** The true state of an execution. */
  public Truth truth(String executionId) {
    return atNow(now -> Truth.of(model.execution(executionId)));
  }

  /** The true states of all executions, in the order of their beginnings here. */
  public List<Truth> truths() {
    return atNow(now -> model.executions().stream().map(Truth::of).toList());
  }

  /** Makes one read model show any status for an execution; null ends that. */
  public void showInstead(ReadModel model, String executionId, @Nullable String status) {
    executionAnswers.showInstead(model, executionId, status);
  }

  /** The time here. */
  public SimulatorClock clock() {
    return clock;
  }

  /** What differs from one AWS to the next. */
  public SimulatorSettings settings() {
    return settings;
  }

  /** Which stop is answered how. */
  public StopAnswers stopAnswers() {
    return stopAnswers;
  }

  /** The lags of every pipeline that has none of its own. */
  public Lags lags() {
    return lags;
  }

  /** What goes wrong. */
  public Faults faults() {
    return faults;
  }

  /** Every call. */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * An HTTP client that leads here without a network, for one thread. Waiting moves the clock; a
   * client waits 30 seconds for an answer, as the SDK's do.
   */
  public SdkHttpClient httpClient() {
    return httpClient(Duration.ofSeconds(30));
  }

  /** An HTTP client that leads here without a network, and waits this long for an answer. */
  public SdkHttpClient httpClient(Duration readTimeout) {
    return new SimulatorHttpClient(this, readTimeout);
  }

  Delivery receive(WireRequest request) {
    return frontend.receive(request);
  }

  /** Has something happen later, when time has passed that far. */
  void later(Instant at, Consumer<Instant> effect) {
    lock.lock();
    try {
      agenda.at(
          at,
          due -> {
            workingAt = due;
            try {
              effect.accept(due);
            } finally {
              workingAt = null;
            }
          });
    } finally {
      lock.unlock();
    }
  }

  /** Works on something alone, after all that is due by now, and before what becomes due by it. */
  <T> T atNow(Function<Instant, T> work) {
    lock.lock();
    try {
      var now = workingAt == null ? clock.instant() : workingAt;
      agenda.runUntil(now);
      var result = work.apply(now);
      agenda.runUntil(now);
      return result;
    } finally {
      lock.unlock();
    }
  }
}
