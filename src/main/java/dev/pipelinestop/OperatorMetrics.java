package dev.pipelinestop;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import dev.pipelinestop.codepipeline.AwsClock;
import dev.pipelinestop.codepipeline.CallListener;
import dev.pipelinestop.leadership.Leadership;
import dev.pipelinestop.reconcile.RoundRunner;
import dev.pipelinestop.reconcile.ToldRequestStore;
import dev.pipelinestop.stop.Reason;
import dev.pipelinestop.telemetry.Metrics;
import dev.pipelinestop.telemetry.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is measured of the operator: a small set, and no label whose values come from a request or
 * from AWS. {@code docs/metrics.md} lists all of it.
 */
final class OperatorMetrics implements RoundRunner.ChangeListener, CallListener {

  private static final Logger log = LoggerFactory.getLogger(OperatorMetrics.class);

  /** From a call that answers at once to one that is cut off. */
  private static final List<Duration> OF_CALLS = millis(50, 100, 250, 500, 1000, 2000, 4000, 8000);

  /** A creation is known to a second. */
  private static final List<Duration> TO_ACCEPTANCE = seconds(1, 2, 5, 10, 30, 60, 300, 900, 3600);

  /** An action takes seconds or hours, an approval days. */
  private static final List<Duration> TO_STOPPED =
      seconds(1, 5, 10, 30, 60, 300, 900, 3600, 14_400, 86_400, 604_800);

  private static final String NOT_SEEN = "None";

  private final Metrics metrics = new Metrics(OperatorOptions.version());
  private final Metrics.Times toAcceptance =
      metrics.times(
          "pipelinestop.acceptance.duration",
          "From the creation of a request to the first stop that AWS accepted for it.",
          TO_ACCEPTANCE,
          "mode");
  private final Metrics.Times toStopped =
      metrics.times(
          "pipelinestop.stopping.duration",
          "From the first stop that AWS accepted to the moment at which it showed the execution"
              + " as Stopped.",
          TO_STOPPED,
          "mode");
  private final Metrics.Count calls =
      metrics.counter(
          "pipelinestop.aws.calls",
          "Calls to AWS that have ended, by what they ended with.",
          "operation",
          "code");
  private final Metrics.Times callTimes =
      metrics.times(
          "pipelinestop.aws.call.duration",
          "How long calls to AWS took, with all attempts of the SDK.",
          OF_CALLS,
          "operation");
  private final Metrics.Count writes =
      metrics.counter(
          "pipelinestop.status.writes",
          "Writes of a status to the Kubernetes API server, by what came of them.",
          "outcome");

  private static List<Duration> millis(long... bounds) {
    return LongStream.of(bounds).mapToObj(Duration::ofMillis).toList();
  }

  private static List<Duration> seconds(long... bounds) {
    return LongStream.of(bounds).mapToObj(Duration::ofSeconds).toList();
  }

  /** A stop never fails because of what is measured of it. */
  private static void measure(Runnable measuring) {
    try {
      measuring.run();
    } catch (RuntimeException | LinkageError e) {
      log.error("A bug: something was not measured", e);
    }
  }

  /** The page that Prometheus reads. */
  Page page() {
    return metrics;
  }

  /** Adds what is known of AWS's time. */
  void time(AwsClock clock) {
    metrics.gauge(
        "pipelinestop.clock.difference",
        "seconds",
        "By how much the clock of AWS is ahead of this machine's; NaN while not known.",
        () -> clock.difference().map(ahead -> ahead.toMillis() / 1000d).orElse(Double.NaN));
  }

  /** Adds whether this replica works. */
  void leader(Leadership leadership) {
    metrics.gauge(
        "pipelinestop.leader",
        "",
        "1 in the replica that works, 0 in one that stands by.",
        () -> leadership.isLeading() ? 1 : 0);
  }

  /** Adds the rounds: those that run and those that wait for their turn. */
  void rounds(IntSupplier running, IntSupplier waiting) {
    metrics.values(
        "pipelinestop_rounds",
        "Rounds of work on a request, which make one call at a time.",
        values -> {
          values.are(running.getAsInt(), "Running");
          values.are(waiting.getAsInt(), "Waiting");
        },
        "state");
  }

  /** Adds the requests that are known now. */
  void requests(Supplier<Stream<PipelineStopRequest>> cached) {
    metrics.values(
        "pipelinestop_requests",
        "Requests in the cluster, by state and by the reason of the condition Succeeded.",
        values -> {
          Map<String, Integer> counts = new HashMap<>();
          cached
              .get()
              .forEach(request -> counts.merge(result(request.getStatus()), 1, Integer::sum));
          values.are(counts.getOrDefault(NOT_SEEN, 0), "Active", NOT_SEEN);
          for (Reason reason : Reason.values()) {
            values.are(counts.getOrDefault(reason.name(), 0), state(reason), reason.name());
          }
        },
        "state",
        "result");
  }

  /** A reason that this version does not know is in no value. */
  private static String result(@Nullable PipelineStopRequestStatus status) {
    return Optional.ofNullable(status)
        .flatMap(each -> each.condition("Succeeded"))
        .map(Condition::reason)
        .orElse(NOT_SEEN);
  }

  private static String state(Reason reason) {
    return switch (reason.result()) {
      case WORKING -> "Active";
      case SUCCESS -> "Succeeded";
      case FAILURE -> "Failed";
    };
  }

  /** A write of a status has ended so. */
  void written(ToldRequestStore.Outcome outcome) {
    measure(() -> writes.one(outcome.label()));
  }

  @Override
  public void ended(String operation, String code, Duration took) {
    measure(
        () -> {
          calls.one(operation, code);
          callTimes.took(took, operation);
        });
  }

  /** Each of the two is written once, by whichever process was first. */
  @Override
  public void changed(PipelineStopRequestStatus before, PipelineStopRequest after) {
    measure(() -> measureChange(before, after));
  }

  private void measureChange(PipelineStopRequestStatus before, PipelineStopRequest after) {
    PipelineStopRequestStatus status = after.getStatus();
    Optional<Accepted> first = accepted(status).min(BY_TIME);
    if (first.isEmpty()) {
      return;
    }
    if (accepted(before).findAny().isEmpty()) {
      Instant created = Instant.parse(after.getMetadata().getCreationTimestamp());
      toAcceptance.took(Duration.between(created, first.get().at()), first.get().mode());
    }
    Instant finished = status.finishedAt();
    if (before.finishedAt() == null && finished != null && isStopped(status)) {
      Instant end = Objects.requireNonNullElse(status.settledSince(), finished);
      toStopped.took(
          Duration.between(first.get().at(), end),
          accepted(status).max(BY_TIME).orElseThrow().mode());
    }
  }

  /** A stop that AWS accepted, in this mode and at this time. */
  private record Accepted(String mode, Instant at) {}

  private static final Comparator<Accepted> BY_TIME = Comparator.comparing(Accepted::at);

  private static Stream<Accepted> accepted(PipelineStopRequestStatus status) {
    return status.stops().stream()
        .filter(stop -> stop.outcome() == StopOutcome.ACCEPTED)
        .flatMap(
            stop ->
                Stream.ofNullable(stop.answeredAt())
                    .map(at -> new Accepted(label(stop.mode()), at)));
  }

  private static String label(StopMode mode) {
    return switch (mode) {
      case WAIT -> "Wait";
      case ABANDON -> "Abandon";
    };
  }

  private static boolean isStopped(PipelineStopRequestStatus status) {
    return result(status).equals(Reason.Stopped.name());
  }
}
