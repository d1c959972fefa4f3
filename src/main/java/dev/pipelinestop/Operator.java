package dev.pipelinestop;

import dev.pipelinestop.codepipeline.AwsClients;
import dev.pipelinestop.codepipeline.AwsClock;
import dev.pipelinestop.codepipeline.AwsFailureException;
import dev.pipelinestop.codepipeline.AwsRegions;
import dev.pipelinestop.codepipeline.AwsSettings;
import dev.pipelinestop.codepipeline.AwsSettingsBuilder;
import dev.pipelinestop.leadership.Leadership;
import dev.pipelinestop.leadership.Pod;
import dev.pipelinestop.leadership.Replica;
import dev.pipelinestop.reconcile.AwsSteps;
import dev.pipelinestop.reconcile.ClusterCheck;
import dev.pipelinestop.reconcile.EventRecorder;
import dev.pipelinestop.reconcile.KubernetesClients;
import dev.pipelinestop.reconcile.KubernetesRequestStore;
import dev.pipelinestop.reconcile.PipelineStopReconciler;
import dev.pipelinestop.reconcile.RoundRunner;
import dev.pipelinestop.reconcile.RoundSlots;
import dev.pipelinestop.stop.StopProtocol;
import dev.pipelinestop.stop.Timing;
import dev.pipelinestop.telemetry.Logs;
import dev.pipelinestop.telemetry.Metrics;
import dev.pipelinestop.telemetry.MetricsServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The operator, running: wiring only. */
public final class Operator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Operator.class);

  /** Calls to AWS end within 8 s, and the writing of their outcome soon after. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** For the API server to take back the lease; less than 20 s in all. */
  private static final Duration PARTING = Duration.ofSeconds(4);

  private final KubernetesClient client;
  private final Replica replica;
  private final AwsClients aws;
  private final AwsRegions regions;
  private final RoundSlots slots;
  private final EventRecorder events;
  private final @Nullable MetricsServer metrics;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final io.javaoperatorsdk.operator.Operator framework;

  private Operator(
      OperatorOptions options,
      String region,
      KubernetesClient client,
      AwsSettings settings,
      Replica replica) {
    this.client = client;
    this.replica = replica;
    aws = AwsClients.open(settings);
    regions = new AwsRegions(aws, region);
    slots = new RoundSlots(options.maxConcurrentAwsCalls);
    events = new EventRecorder(client, aws.clock());
    metrics = serveMetrics(options, aws.clock(), replica.leadership());
    RoundRunner rounds =
        new RoundRunner(
            new KubernetesRequestStore(client),
            new AwsSteps(regions, aws.clock(), settings.monotonic(), settings.gate()),
            new StopProtocol(
                Timing.standard()
                    .withDefaultNotAfter(options.defaultNotAfter)
                    .withNotFoundGrace(options.notFoundGrace),
                () -> UUID.randomUUID().toString()),
            aws.clock(),
            events);
    var election = replica.election(Operator::endWithoutLease);
    framework =
        new io.javaoperatorsdk.operator.Operator(
            configuration -> {
              configuration
                  .withKubernetesClient(client)
                  .withCloseClientOnStop(false)
                  .withResourceCloner(new Uncloned())
                  .withExecutorService(threads);
              election.ifPresent(configuration::withLeaderElectionConfiguration);
            });
    framework.register(
        new PipelineStopReconciler(rounds, slots, aws.clock()),
        configuration -> watch(options, configuration));
  }

  /**
   * Nobody changes a request that comes from the cache: its parts are records, and what is written
   * is a new object. So none of them has to be copied, which goes through JSON.
   */
  private static final class Uncloned implements Cloner {
    @Override
    public <R extends HasMetadata> R clone(R resource) {
      return resource;
    }
  }

  private static @Nullable MetricsServer serveMetrics(
      OperatorOptions options, AwsClock clock, Leadership leadership) {
    return options.metricsBindAddress == null
        ? null
        : MetricsServer.start(
            new Metrics(OperatorOptions.version())
                .gauge(
                    "pipelinestop.clock.difference",
                    "seconds",
                    "By how much the clock of AWS is ahead of this machine's; NaN while not known.",
                    () ->
                        clock
                            .difference()
                            .map(ahead -> ahead.toMillis() / 1000d)
                            .orElse(Double.NaN))
                .gauge(
                    "pipelinestop.leader",
                    null,
                    "1 in the replica that works, 0 in one that stands by.",
                    () -> leadership.isLeading() ? 1 : 0),
            options.metricsBindAddress);
  }

  private static void watch(
      OperatorOptions options, ControllerConfigurationOverrider<?> configuration) {
    if (options.watchNamespaces != null && !options.watchNamespaces.isEmpty()) {
      configuration.settingNamespaces(options.watchNamespaces);
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

  private static Operator start(
      OperatorOptions options, KubernetesClient client, AwsSettings settings, Replica replica)
      throws AwsFailureException {
    String region = options.awsRegion == null ? AwsClients.defaultRegion() : options.awsRegion;
    AwsSettings gated = AwsSettingsBuilder.builder(settings).gate(replica.leadership()).build();
    Operator operator = new Operator(options, region, client, gated, replica);
    operator.framework.start();
    log.info("Watching PipelineStopRequests; AWS region {} unless they name another", region);
    return operator;
  }

  /** Takes no work any more, lets calls in flight answer and writes their outcome, and ends. */
  @Override
  public void close() {
    log.info("Stopping: no new work, waiting for calls in flight");
    if (!slots.close(PATIENCE)) {
      log.warn(
          "Calls were still in flight after {} s; their attempts are settled at the next start",
          PATIENCE.toSeconds());
    }
    replica.leadership().close();
    stopAndRelease();
    threads.shutdownNow();
    events.close();
    regions.close();
    aws.close();
    if (metrics != null) {
      metrics.close();
    }
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

  /** Entry point of the jar. */
  public static void main(String[] args) {
    OperatorOptions options = new OperatorOptions();
    CommandLine command = OperatorOptions.commandLine(options);
    int exit = command.execute(args);
    if (exit != 0 || command.isUsageHelpRequested() || command.isVersionHelpRequested()) {
      System.exit(exit);
    }
    Logs.configure(options.logFormat, options.logLevel);
    try {
      Replica replica = options.leaderElect ? candidate(options) : Replica.alone();
      KubernetesClient client = KubernetesClients.open(replica.interceptor());
      Set<String> namespaces = options.watchNamespaces == null ? Set.of() : options.watchNamespaces;
      new ClusterCheck(client).obstacle(namespaces).ifPresent(Operator::cannotStart);
      AwsSettings settings =
          AwsSettingsBuilder.builder(AwsSettings.standard())
              .maxConnections(options.maxConcurrentAwsCalls)
              .build();
      Operator operator = start(options, client, settings, replica);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(operator::close));
      // Every other thread is a daemon.
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (AwsFailureException e) {
      cannotStart(e.failure().message());
    } catch (RuntimeException e) {
      log.debug("Cannot start", e);
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      cannotStart(root.toString());
    }
  }

  private static Replica candidate(OperatorOptions options) {
    Pod pod = Pod.own();
    String namespace =
        Optional.ofNullable(options.leaderElectionNamespace)
            .or(pod::namespace)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "nothing tells the namespace of the Lease: set"
                            + " --leader-election-namespace"));
    return Replica.candidate(namespace, options.leaderElectionId, pod.name());
  }

  private static void cannotStart(String reason) {
    log.error("Cannot start: {}", reason);
    System.exit(1);
  }
}
