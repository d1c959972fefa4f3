package dev.pipelinestop;

import dev.pipelinestop.codepipeline.AwsFailureException;
import dev.pipelinestop.codepipeline.AwsSettings;
import dev.pipelinestop.codepipeline.AwsSettingsBuilder;
import dev.pipelinestop.codepipeline.EndpointVariables;
import dev.pipelinestop.leadership.Replica;
import dev.pipelinestop.reconcile.ClusterCheck;
import dev.pipelinestop.reconcile.KubernetesClients;
import dev.pipelinestop.telemetry.Logs;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The program: reads its options, and runs the operator or says in its last line why it cannot. */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Entry point of the jar. */
  public static void main(String[] args) {
    OperatorOptions options = new OperatorOptions();
    CommandLine command = OperatorOptions.commandLine(options);
    int exit = command.execute(args);
    if (exit != 0 || command.isUsageHelpRequested() || command.isVersionHelpRequested()) {
      System.exit(exit);
    }
    Logs.configure(options.logFormat, options.logLevel);
    EndpointVariables.complaint(System.getenv())
        .ifPresent(complaint -> cannotStart(complaint, WrongFlags.EXIT_CODE));
    try {
      Replica replica = options.replica();
      KubernetesClient client = KubernetesClients.open(replica.interceptor());
      new ClusterCheck(client).obstacle().ifPresent(Main::cannotStart);
      AwsSettings settings =
          AwsSettingsBuilder.builder(AwsSettings.standard())
              .maxConnections(options.maxConcurrentAwsCalls)
              .build();
      Operator operator = Operator.start(options, client, settings, replica);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(operator::close));
      operator.rehearse();
      // Every other thread is a daemon.
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (AwsFailureException e) {
      cannotStart(e.failure().message(), WrongFlags.EXIT_CODE);
    } catch (StartException e) {
      cannotStart(e.getMessage(), e.exitCode());
    } catch (RuntimeException e) {
      log.debug("Cannot start", e);
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      cannotStart(root.toString(), 1);
    }
  }

  private static void cannotStart(ClusterCheck.Obstacle obstacle) {
    switch (obstacle) {
      case ClusterCheck.Obstacle.Definition(String reason) ->
          cannotStart(reason, WrongFlags.EXIT_CODE);
      case ClusterCheck.Obstacle.Cluster(String reason) -> cannotStart(reason, 1);
    }
  }

  private static void cannotStart(@Nullable String reason, int exitCode) {
    log.error("Cannot start: {}", reason);
    System.exit(exitCode);
  }
}
