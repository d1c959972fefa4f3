package dev.pipelinestop;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.codepipeline.AwsClients;
import dev.pipelinestop.codepipeline.AwsFailureException;
import dev.pipelinestop.codepipeline.AwsRegions;
import dev.pipelinestop.codepipeline.AwsSettings;
import dev.pipelinestop.codepipeline.AwsSettingsBuilder;
import dev.pipelinestop.leadership.Leadership;
import dev.pipelinestop.leadership.Replica;
import dev.pipelinestop.reconcile.Agenda;
import dev.pipelinestop.reconcile.AwsSteps;
import dev.pipelinestop.reconcile.ClusterCheck;
import dev.pipelinestop.reconcile.EventRecorder;
import dev.pipelinestop.reconcile.KubernetesRequestStore;
import dev.pipelinestop.reconcile.Permissions;
import dev.pipelinestop.reconcile.PipelineStopReconciler;
import dev.pipelinestop.reconcile.RoundRunner;
import dev.pipelinestop.reconcile.RoundSlots;
import dev.pipelinestop.reconcile.Rule;
import dev.pipelinestop.reconcile.ToldRequestStore;
import dev.pipelinestop.reconcile.Uncloned;
import dev.pipelinestop.reconcile.Watches;
import dev.pipelinestop.rehearsal.Rehearsal;
import dev.pipelinestop.stop.StopProtocol;
import dev.pipelinestop.stop.Timing;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.Controller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator, running: wiring only. */
public final class Operator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Operator.class);

  /** Calls to AWS end within 8 s, and the writing of their outcome soon after. */
  private static final Duration PATIENCE = Duration.ofSeconds(11);

  /** For a thousand outcomes that were held in a rush. */
  private static final Duration RECORDING = Duration.ofSeconds(4);

  /** How often the cluster is asked for what is missing: permissions, watches that are broken. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  /**
   * A namespace that cannot be listed yet, for want of a permission, holds up the others so long.
   */
  private static final Duration SYNC = Duration.ofSeconds(10);

  /** For the API server to take back the lease; less than 20 s in all. */
  private static final Duration PARTING = Duration.ofSeconds(4);

  private final KubernetesClient client;
  private final Replica replica;
  private final AwsClients aws;
  private final AwsRegions regions;
  private final RoundSlots slots;
  private final RoundRunner rounds;
  private final EventRecorder events;
  private final OperatorHealth health;
  private final Endpoints endpoints;
  private final Watches watches;
  private final Permissions permissions;
  private final Rehearsal rehearsal;
  private final Runnable reminding;
  private final List<Repeatedly> looking = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final io.javaoperatorsdk.operator.Operator framework;

  private Operator(
      OperatorOptions options,
      String region,
      KubernetesClient client,
      AwsSettings given,
      Replica replica) {
    this.client = client;
    this.replica = replica;
    OperatorMetrics metrics = new OperatorMetrics();
    AwsSettings settings =
        AwsSettingsBuilder.builder(given).gate(replica.leadership()).listener(metrics).build();
    aws = AwsClients.open(settings);
    regions = new AwsRegions(aws, region);
    slots = new RoundSlots(options.maxConcurrentAwsCalls, settings.monotonic());
    events = new EventRecorder(client, aws.clock());
    rounds =
        new RoundRunner(
            new ToldRequestStore(new KubernetesRequestStore(client), metrics::written),
            new AwsSteps(regions, aws.clock(), settings.monotonic(), settings.gate()),
            new StopProtocol(
                Timing.standard()
                    .withDefaultNotAfter(options.defaultNotAfter)
                    .withNotFoundGrace(options.notFoundGrace),
                () -> UUID.randomUUID().toString()),
            aws.clock(),
            (before, after) -> {
              events.changed(before, after);
              metrics.changed(before, after);
            },
            slots::isRush);
    var election = replica.election(Operator::endWithoutLease);
    framework =
        new io.javaoperatorsdk.operator.Operator(
            configuration -> {
              configuration
                  .withKubernetesClient(client)
                  .withCloseClientOnStop(false)
                  .withResourceCloner(new Uncloned())
                  .withStopOnInformerErrorDuringStartup(false)
                  .withCacheSyncTimeout(SYNC)
                  .withInformerStoppedHandler((informer, error) -> ended(error))
                  .withExecutorService(threads);
              election.ifPresent(configuration::withLeaderElectionConfiguration);
            });
    Agenda agenda = new Agenda(settings.monotonic());
    var reconciler = new PipelineStopReconciler(rounds, slots, aws.clock(), agenda);
    var controller =
        (Controller<PipelineStopRequest>)
            framework.register(
                reconciler,
                (ControllerConfigurationOverrider<PipelineStopRequest> configuration) ->
                    watch(options, configuration));
    var source = controller.getEventSourceManager().getControllerEventSource();
    Supplier<Stream<PipelineStopRequest>> cached =
        () -> source.isRunning() ? source.list(request -> true) : Stream.empty();
    reminding =
        () -> {
          if (replica.leadership().state() == Leadership.State.LEADING) {
            reconciler.remind(cached.get());
          }
        };
    ClusterCheck check = new ClusterCheck(client);
    watches =
        new Watches(
            () -> source.informerHealthIndicators().values(), check::lists, settings.monotonic());
    permissions =
        new Permissions(
            client,
            Rule.needed(options.namespaces(), replica.namespace(), options.leaderElectionId),
            options.namespaces(),
            settings.monotonic());
    String listed =
        options.namespaces().stream().findFirst().orElse(Constants.WATCH_ALL_NAMESPACES);
    rehearsal =
        new Rehearsal(
            client.getKubernetesSerialization(),
            () -> check.lists(listed),
            () -> rounds.running() + slots.waiting() > 0);
    health =
        new OperatorHealth(
            new OperatorHealth.Signs(
                rounds::running,
                rounds::longestStep,
                () -> agenda.late(cached.get()),
                watches::now,
                permissions::last,
                replica.leadership()::state));
    metrics.time(aws.clock());
    metrics.leader(replica.leadership());
    metrics.rounds(rounds::running, slots::waiting);
    metrics.requests(cached);
    endpoints = new Endpoints(options, metrics.page(), health.live(), health.ready());
  }

  private static void watch(
      OperatorOptions options, ControllerConfigurationOverrider<?> configuration) {
    if (!options.namespaces().isEmpty()) {
      configuration.settingNamespaces(options.namespaces());
    }
  }

  /**
   * Starts the operator and returns when it watches.
   *
   * @throws AwsFailureException if no AWS region is set
   */
  static Operator start(OperatorOptions options, KubernetesClient client, AwsSettings settings)
      throws AwsFailureException {
    return start(options, client, settings, Replica.alone());
  }

  /**
   * Starts this replica of the operator and returns when it watches, whether it leads or not.
   *
   * @throws AwsFailureException if no AWS region is set
   */
  static Operator start(
      OperatorOptions options, KubernetesClient client, AwsSettings settings, Replica replica)
      throws AwsFailureException {
    String region = options.awsRegion == null ? AwsClients.defaultRegion() : options.awsRegion;
    Operator operator = new Operator(options, region, client, settings, replica);
    operator.looking.add(new Repeatedly("permissions", LOOK, operator.permissions::look));
    operator.framework.start();
    operator.health.running();
    operator.looking.add(new Repeatedly("reminder", LOOK, operator.reminding));
    operator.looking.add(new Repeatedly("watches", LOOK, operator.watches::look));
    log.info("Watching PipelineStopRequests; AWS region {} unless they name another", region);
    return operator;
  }

  /** Has what a stop takes compiled before the first one comes; does not wait for it. */
  void rehearse() {
    rehearsal.begin();
  }

  /**
   * Without its watch the operator sees nothing any more, for example after what nobody can read.
   */
  private static void ended(@Nullable Throwable error) {
    if (error != null) {
      log.error("A watch has ended, and the operator with it", error);
      Thread.ofPlatform().name("end").start(() -> System.exit(1));
    }
  }

  /** Takes no work any more, lets calls in flight answer and writes their outcome, and ends. */
  @Override
  public void close() {
    log.info("Stopping: no new work, waiting for calls in flight");
    health.stopping();
    looking.forEach(Repeatedly::close);
    rehearsal.close();
    if (!slots.close(PATIENCE)) {
      log.warn(
          "Calls were still in flight after {} s; their attempts are settled at the next start",
          PATIENCE.toSeconds());
    }
    replica.leadership().close();
    rounds.recordAnswers(RECORDING);
    stopAndRelease();
    threads.shutdownNow();
    events.close();
    regions.close();
    aws.close();
    endpoints.close();
  }

  /** In this order: an election that goes on would take the lease again. */
  private void stopAndRelease() {
    // Both may wait for an API server that does not answer.
    Thread parting =
        Thread.ofPlatform()
            .daemon()
            .name("parting")
            .start(
                () -> {
                  framework.stop();
                  replica.release(client);
                });
    try {
      if (!parting.join(PARTING)) {
        log.warn("The API server did not answer while ending");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void endWithoutLease(String reason) {
    log.warn("Not leading any more: {}. No call to AWS is begun; ending.", reason);
    // On a thread of its own: the election waits here, and the shutdown waits for the election.
    var unused = Thread.ofPlatform().daemon().name("end").start(() -> System.exit(1));
  }
}
