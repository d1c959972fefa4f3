package dev.pipelinestop.rehearsal;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.codepipeline.AwsClients;
import dev.pipelinestop.codepipeline.AwsRegions;
import dev.pipelinestop.codepipeline.AwsSettings;
import dev.pipelinestop.codepipeline.PretendedAws;
import dev.pipelinestop.reconcile.AwsSteps;
import dev.pipelinestop.reconcile.RoundRunner;
import dev.pipelinestop.stop.StopProtocol;
import dev.pipelinestop.stop.Timing;
import dev.pipelinestop.telemetry.Logs;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops an execution that does not exist, again and again, from the request to its end. Code that
 * has run is loaded and compiled: without this a thousand stops at once, the first after a start,
 * took the operator half as much processor time again, and each had to wait for seconds.
 *
 * <p>Nobody is told of it: AWS is pretended, and the request is in this process only. The API
 * server is asked for something harmless as often as a stop asks it.
 */
public final class Rehearsal {
  /** Where most methods have been compiled. More often brought nothing (measured). */
  private static final int TIMES = 40;

  /** What was stopped shows its end. */
  private static final Duration STOPPING = Duration.ofSeconds(6);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  private final KubernetesSerialization json;
  private final BooleanSupplier asking;
  private final BooleanSupplier busy;

  /** By how much the time of the rehearsal is ahead. */
  private Duration ahead = Duration.ZERO;

  /**
   * A rehearsal, to be run once.
   *
   * @param json how requests are read and written
   * @param asking asks the API server for something; false if it gave no answer
   * @param busy true while there is real work, which goes first
   */
  public Rehearsal(KubernetesSerialization json, BooleanSupplier asking, BooleanSupplier busy) {
    this.json = json;
    this.asking = asking;
    this.busy = busy;
  }

  /** Begins it on a thread of its own, which nobody has to wait for or to end. */
  public void begin() {
    var unused =
        Thread.ofPlatform()
            .daemon()
            .name("rehearsal")
            .start(
                () -> {
                  try {
                    Logs.silently(this::run);
                    log.debug("A stop has been rehearsed {} times", TIMES);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } catch (RuntimeException e) {
                    log.warn("Stops could not be rehearsed: the first ones take longer", e);
                  }
                });
  }

  /**
   * Runs it, which takes a second or two of processor time.
   *
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalStateException if a stop did not go as it should, and why
   */
  void run() throws InterruptedException {
    AwsSettings settings =
        PretendedAws.settings(
            () -> Instant.now().plus(ahead), () -> System.nanoTime() + ahead.toNanos());
    try (AwsClients aws = AwsClients.open(settings);
        AwsRegions regions = new AwsRegions(aws, "eu-central-1")) {
      AwsSteps steps = new AwsSteps(regions, aws.clock(), settings.monotonic(), settings.gate());
      StopProtocol protocol =
          new StopProtocol(Timing.standard(), () -> UUID.randomUUID().toString());
      for (int time = 0; time < TIMES; time++) {
        while (busy.getAsBoolean()) {
          Thread.sleep(PAUSE);
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        RehearsedRequest request = new RehearsedRequest(json, asking, settings.wall().instant());
        stop(
            request,
            new RoundRunner(
                request, steps, protocol, aws.clock(), (before, after) -> {}, () -> false));
      }
    }
  }

  private void stop(RehearsedRequest request, RoundRunner rounds) {
    Optional<Instant> look = rounds.run(request.get());
    ahead = ahead.plus(STOPPING);
    Optional<Instant> next = look.isEmpty() ? look : rounds.run(request.get());
    PipelineStopRequest ended = request.get();
    PipelineStopRequestStatus status = ended.getStatus();
    if (next.isPresent() || status == null || !"Stopped".equals(status.executionStatus())) {
      throw new IllegalStateException("it ended as " + json.asJson(ended));
    }
  }
}
