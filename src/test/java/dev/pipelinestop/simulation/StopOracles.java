package dev.pipelinestop.simulation;

import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.simulator.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What must hold when a stop arrives at AWS. */
final class StopOracles {
  /** The periods of the design, not those of the code. */
  private static final Duration FRESHNESS = Duration.ofSeconds(10);

  /** So much later everybody can see it. */
  private static final Duration SHOWN = Duration.ofSeconds(45);

  private static final Duration DEFAULT_NOT_AFTER = Duration.ofHours(1);

  private final World world;

  StopOracles(World world) {
    this.world = world;
  }

  void arrives(Instance instance, Life life, Call call) {
    PipelineStopRequestSpec spec = life.request().getSpec();
    PipelineStopRequestStatus status = life.status();
    StopMode mode = Objects.requireNonNull(call.mode());
    Instant now = call.receivedAt();
    Oracle.I1.requires(
        isNamed(spec, Objects.requireNonNull(call.pipelineExecutionId()))
            && spec.pipelineName().equals(call.pipelineName()),
        () -> "%s for %s".formatted(call, spec));
    Oracle.DRY_RUN.requires(!Boolean.TRUE.equals(spec.dryRun()), call::toString);
    Oracle.I6.requires(
        !life.isFinished(), () -> "%s, and %s is finished".formatted(call, life.uid()));
    Life.Attempt attempt = life.unsent(mode).orElse(null);
    Oracle.I3.requires(
        attempt != null, () -> "%s has no attempt that was not sent".formatted(call));
    Oracle.I3.requires(
        Objects.requireNonNull(attempt).author().equals(instance.toString()),
        () -> "%s sends %s".formatted(instance, attempt));
    Oracle.RESUMED.requires(
        world.doRetriesForgetWaits()
            || world
                .people()
                .retriedAt()
                .filter(retried -> Shop.EXECUTION.equals(call.pipelineExecutionId()))
                .filter(retried -> now.isAfter(retried.plus(SHOWN)))
                .filter(retried -> world.oracles().wasAcceptedBefore(life, retried))
                .isEmpty(),
        () -> "%s, retried at %s".formatted(call, world.people().retriedAt()));
    Oracle.I1.requires(
        Objects.equals(status.pipelineExecutionId(), call.pipelineExecutionId()),
        () -> "%s, and %s is pinned".formatted(call, status.pipelineExecutionId()));
    life.sends(new Life.Sent(call.sequence(), mode, attempt));
    Oracle.FRESH.requires(
        instance.lastLook().filter(look -> !now.isAfter(look.plus(FRESHNESS))).isPresent(),
        () -> "%s rests on a look at %s".formatted(call, instance.lastLook()));
    Oracle.I5.requires(
        mode == StopMode.WAIT || mayAbandon(spec, status, now),
        () -> "%s: %s".formatted(call, spec));
    Instant notAfter =
        spec.notAfter() == null ? world.created(life).plus(DEFAULT_NOT_AFTER) : spec.notAfter();
    Oracle.I7.requires(
        life.isStopInEffect(notAfter) || !now.isAfter(notAfter),
        () -> "%s after %s".formatted(call, notAfter));
    Oracle.I7.requires(
        !instance.knowsDeletion(life.uid()),
        () -> "%s, and %s is being deleted".formatted(call, life.uid()));
  }

  /** By its id, or by a stage that it was in. */
  private boolean isNamed(PipelineStopRequestSpec spec, String execution) {
    String stage = spec.stageName();
    return stage == null
        ? execution.equals(spec.pipelineExecutionId())
        : world.aws().truth(execution).actions().stream()
            .anyMatch(action -> action.stage().equals(stage));
  }

  private static boolean mayAbandon(
      PipelineStopRequestSpec spec, PipelineStopRequestStatus status, Instant now) {
    Instant since = status.stoppingSince();
    return Boolean.TRUE.equals(spec.abandon())
        || (since != null
            && spec.longestWait()
                .filter(longest -> !now.isBefore(since.plus(longest)))
                .isPresent());
  }
}
