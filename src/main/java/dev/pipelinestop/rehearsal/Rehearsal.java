package dev.pipelinestop.rehearsal;

import dev.pipelinestop.codepipeline.AwsClients;
import dev.pipelinestop.codepipeline.AwsRegions;
import dev.pipelinestop.codepipeline.AwsSettings;
import dev.pipelinestop.codepipeline.PretendedAws;
import dev.pipelinestop.reconcile.AwsSteps;
import dev.pipelinestop.reconcile.RoundRunner;
import dev.pipelinestop.stop.Protocol;
import dev.pipelinestop.stop.StopProtocol;
import dev.pipelinestop.stop.Timing;
import dev.pipelinestop.telemetry.Logs;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops an execution that does not exist, again and again. Code that has run is loaded and
 * compiled: without this a thousand stops at once, the first after a start, took the operator half
 * as much processor time again, and each had to wait for seconds.
 *
 * <p>What is rehearsed are the rounds of a request with their calls to AWS. Nobody is told of it:
 * AWS is pretended, and the request is in this process only. Where the API server would be called
 * it is asked for something harmless.
 */
public final class Rehearsal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  /** Where most methods have been compiled. More often brought nothing (measured). */
  static final int TIMES = 60;

  /**
   * After each. The longer the compiler's queue, the more often a method must be called to get into
   * it: without a rest a quarter of what a rush takes was compiled in the rush itself.
   */
  private static final Duration REST = Duration.ofMillis(25);

  /** Half of what a rush makes: enough to compile what it takes, for a MiB of memory. */
  static final int CONNECTIONS = 16;

  /** One that does not go as it should is no reason to give up: the first one is slow. */
  static final int MOST_FAILURES = 3;

  /** Where there is real work for so long, that has taught as much. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** After this an execution that was stopped shows its end. */
  private static final Duration STOPPING = Duration.ofSeconds(6);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final KubernetesSerialization json;
  private final BooleanSupplier asking;
  private final BooleanSupplier busy;
  private volatile @Nullable Thread thread;

  /** By how much the time of the rehearsal is ahead. */
  private volatile Duration ahead = Duration.ZERO;

  /** What came of it. */
  sealed interface Result {
    /** So many stops went as they should. */
    record Rehearsed(int times) implements Result {}

    /** Too many did not. */
    record GivenUp(String reason) implements Result {}
  }

  /**
   * A rehearsal, to be run once.
   *
   * @param json how requests are read and written
   * @param asking asks the API server for something; false if it did not give it
   * @param busy true while there is real work, which goes first
   */
  public Rehearsal(KubernetesSerialization json, BooleanSupplier asking, BooleanSupplier busy) {
    this.json = json;
    this.asking = asking;
    this.busy = busy;
  }

  /** Begins it on a thread of its own, which ends by itself. To be called once. */
  public void begin() {
    thread = Thread.ofPlatform().daemon().name("rehearsal").start(this::tell);
  }

  /** Ends it. */
  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private void tell() {
    try {
      switch (Logs.silently(this::run)) {
        case Result.Rehearsed(int times) -> log.debug("A stop was rehearsed {} times", times);
        case Result.GivenUp(String reason) ->
            log.info("No stop could be rehearsed, so that the first ones take longer: {}", reason);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | VirtualMachineError | LinkageError e) {
      log.error("A bug: no stop could be rehearsed", e);
    }
  }

  /**
   * Runs it, which takes a second or two of processor time.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  Result run() throws InterruptedException {
    long began = System.nanoTime();
    if (awaitIdle(began)) {
      askAtOnce();
    }
    try (PretendedAws pretended = new PretendedAws(() -> Instant.now().plus(ahead))) {
      return rehearse(began, pretended.settings(() -> System.nanoTime() + ahead.toNanos()));
    } catch (IOException e) {
      return new Result.GivenUp("nothing can listen on loopback: " + e.getMessage());
    }
  }

  private Result rehearse(long began, AwsSettings settings) throws InterruptedException {
    try (AwsClients aws = AwsClients.open(settings);
        AwsRegions regions = new AwsRegions(aws, PretendedAws.REGION)) {
      AwsSteps steps = new AwsSteps(regions, aws.clock(), settings.monotonic(), settings.gate());
      Protocol protocol = new StopProtocol(Timing.standard(), () -> UUID.randomUUID().toString());
      int times = 0;
      int failures = 0;
      while (times < TIMES && awaitIdle(began)) {
        RehearsedRequest request = new RehearsedRequest(json, asking, settings.wall().instant());
        stop(
            request,
            new RoundRunner(
                request, steps, protocol, aws.clock(), (before, after) -> {}, () -> false));
        if (request.isStopped()) {
          times++;
          Thread.sleep(REST);
        } else if (++failures == MOST_FAILURES) {
          return new Result.GivenUp(request.trouble());
        }
      }
      return new Result.Rehearsed(times);
    }
  }

  /** A rush begins with many connections at once, and what secures them is slow at first. */
  private void askAtOnce() throws InterruptedException {
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      var unused = all.invokeAll(Collections.nCopies(CONNECTIONS, asking::getAsBoolean));
    }
  }

  /** False if it is not worth waiting any longer. */
  private boolean awaitIdle(long began) throws InterruptedException {
    while (System.nanoTime() - began < LONGEST.toNanos()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!busy.getAsBoolean()) {
        return true;
      }
      Thread.sleep(PAUSE);
    }
    return false;
  }

  private void stop(RehearsedRequest request, RoundRunner rounds) {
    Optional<Instant> look = rounds.run(request.get());
    if (look.isPresent()) {
      ahead = ahead.plus(STOPPING);
      var unused = rounds.run(request.get());
    }
  }
}
