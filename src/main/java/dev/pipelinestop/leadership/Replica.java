package dev.pipelinestop.leadership;

import dev.pipelinestop.codepipeline.MonotonicClock;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among its replicas: alone, or a candidate for one Lease. Java Operator SDK elects.
 * But it does not give the lease back when it stops, and it would end the process in a way that
 * deadlocks with a shutdown hook, so both are done here and by the caller.
 */
public final class Replica {
  private static final Logger log = LoggerFactory.getLogger(Replica.class);

  /** How long after the loss of a machine another one takes over. */
  static final Duration LEASE = Duration.ofSeconds(15);

  /** How long a leader believes in a lease that it cannot renew. */
  static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);

  /** A standby asks after one to 2.2 times this: within 2 s it has a lease that was given back. */
  static final Duration RETRY = Duration.ofMillis(800);

  /** Longer than any call to the API server with all its repetitions. */
  private static final Duration SILENCE = Duration.ofMinutes(3);

  private final Leadership leadership;
  private final @Nullable Candidate candidate;

  /**
   * What it is a candidate for.
   *
   * @param identity of this process, and of no other
   */
  private record Candidate(String namespace, String lease, String identity) {}

  private Replica(Leadership leadership, @Nullable Candidate candidate) {
    this.leadership = leadership;
    this.candidate = candidate;
  }

  /** The only one, which always leads. */
  public static Replica alone() {
    return new Replica(Leadership.withoutElection(), null);
  }

  /**
   * One of several, which leads once it has the lease of this name.
   *
   * @param name of its pod or host. Its identity is that and something random: a container that was
   *     started again must not take the lease of the one before for its own
   */
  public static Replica candidate(String namespace, String lease, String name) {
    return new Replica(
        new Leadership(RENEW_DEADLINE, SILENCE, InstantSource.system(), MonotonicClock.system()),
        new Candidate(namespace, lease, name + "_" + UUID.randomUUID()));
  }

  /** Whether it leads. */
  public Leadership leadership() {
    return leadership;
  }

  /** The namespace of its lease; empty if it is alone. */
  public Optional<String> namespace() {
    return Optional.ofNullable(candidate).map(Candidate::namespace);
  }

  /** What the client that Java Operator SDK works with must have. */
  public Optional<Interceptor> interceptor() {
    return Optional.ofNullable(candidate)
        .map(each -> new LeaseRequests(each.identity(), leadership));
  }

  /**
   * What Java Operator SDK is configured with, unless it is alone.
   *
   * @param onLoss is told in a few words why the lease is lost, once; must not block
   */
  public Optional<LeaderElectionConfiguration> election(Consumer<String> onLoss) {
    return Optional.ofNullable(candidate).map(each -> election(each, onLoss));
  }

  private LeaderElectionConfiguration election(Candidate each, Consumer<String> onLoss) {
    leadership.watch(onLoss);
    log.info("A candidate for the lease {}/{}", each.namespace(), each.lease());
    return new LeaderElectionConfiguration(
        each.lease(),
        each.namespace(),
        LEASE,
        RENEW_DEADLINE,
        RETRY,
        each.identity(),
        new LeaderCallbacks(
            () -> {
              leadership.renewed();
              log.info("Leading, as {}", each.identity());
            },
            () -> leadership.lose("another replica took it, or it could not be renewed"),
            holder -> {}),
        // It would call System.exit while it holds the lock that its own stop waits for.
        false);
  }

  /**
   * Gives the lease back, if this process has it, so that another one need not wait for its end.
   * Call it when the election has been stopped: it would take the lease again.
   */
  public void release(KubernetesClient client) {
    if (candidate == null) {
      return;
    }
    try {
      var lease = client.leases().inNamespace(candidate.namespace()).withName(candidate.lease());
      Lease held = lease.get();
      if (held != null && candidate.identity().equals(held.getSpec().getHolderIdentity())) {
        // With the resourceVersion that was read: nothing is taken from whoever has it now.
        var unused = client.resource(vacant(held)).update();
        log.info("The lease is released");
      }
    } catch (KubernetesClientException e) {
      log.warn(
          "The lease was not released, another replica waits up to {} s: {}",
          LEASE.toSeconds(),
          e.getMessage());
    }
  }

  private static Lease vacant(Lease held) {
    return new LeaseBuilder(held)
        .editSpec()
        .withHolderIdentity("")
        .withLeaseDurationSeconds(1)
        .endSpec()
        .build();
  }
}
