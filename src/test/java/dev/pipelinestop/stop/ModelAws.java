package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.StopMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An execution that is stopped, ends, and is retried; each view of it lags by its own time. */
final class ModelAws implements Aws {
  private static final String OURS = "PipelineStopRequest team-a/stop-it";

  /** What was true from an instant on. */
  private record Truth(
      Instant since, String status, List<ActionSighting> rows, StopTrigger stopTrigger) {}

  private final Random random;
  private final List<Truth> history = new ArrayList<>();
  private final Duration[] lags = new Duration[4];
  private final List<StopMode> accepted = new ArrayList<>();
  private int runs = 1;

  ModelAws(Random random, Instant start) {
    this.random = random;
    for (int view = 0; view < lags.length; view++) {
      lags[view] = Duration.ofMillis(random.nextInt(25_000));
    }
    history.add(
        new Truth(
            start.minusSeconds(600),
            "InProgress",
            List.of(Sightings.action("run-1", "InProgress")),
            new StopTrigger.None()));
  }

  /** Something happens, perhaps, without anybody asking; people do only while there are faults. */
  void happens(Instant now, boolean people) {
    Truth truth = history.getLast();
    int dice = random.nextInt(100);
    switch (truth.status()) {
      case "InProgress" -> {
        if (dice < (people ? 2 : 20)) {
          becomes(now, dice % 2 == 0 ? "Succeeded" : "Failed", "Succeeded");
        } else if (people && dice < 4) {
          history.add(
              new Truth(now, "Stopping", truth.rows(), new StopTrigger.Present("somebody")));
        }
      }
      case "Stopping" -> {
        boolean abandoned = truth.rows().stream().anyMatch(ActionSighting::abandoned);
        if (abandoned || dice < 10) {
          becomes(now, dice == 0 ? "Succeeded" : "Stopped", "Succeeded");
        }
      }
      case "Stopped", "Failed" -> {
        if (people && dice < 10) {
          runs++;
          List<ActionSighting> rows = new ArrayList<>(truth.rows());
          rows.add(Sightings.started(Sightings.action("run-" + runs, "InProgress"), now));
          history.add(new Truth(now, "InProgress", rows, truth.stopTrigger()));
        }
      }
      default -> {}
    }
  }

  private void becomes(Instant now, String status, String rowStatus) {
    Truth truth = history.getLast();
    history.add(new Truth(now, status, ended(truth.rows(), rowStatus), truth.stopTrigger()));
  }

  private static List<ActionSighting> ended(List<ActionSighting> rows, String status) {
    return rows.stream()
        .map(
            row ->
                row.inProgress() ? ActionSightingBuilder.builder(row).status(status).build() : row)
        .toList();
  }

  private Truth view(int view, Instant now) {
    Instant shown = now.minus(lags[view]);
    return history.reversed().stream()
        .filter(truth -> !truth.since().isAfter(shown))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public StageOccupancy occupancy(StageTarget stage, Instant now) {
    return Sightings.inStage(ProtocolRun.EXECUTION, view(2, now).status());
  }

  @Override
  public ParallelMode parallelMode() {
    return new ParallelMode(false, List.of());
  }

  @Override
  public ExecutionSighting execution(Target target, Instant now) {
    return Sightings.execution(view(0, now).status());
  }

  @Override
  public Look read(NextStep.ReadDetails step, Instant now) {
    Look look = step.look();
    for (Look.Detail detail : step.details()) {
      look =
          switch (detail) {
            case ACTIONS -> look.withActions(view(1, now).rows());
            case STAGES ->
                look.withStages(List.of(new StageSighting("Deploy", view(2, now).status())));
            case STOP_TRIGGER -> look.withStopTrigger(view(3, now).stopTrigger());
          };
    }
    return look;
  }

  @Override
  public StopAnswer stop(NextStep.SendStop step, Instant now) {
    assertThat(now).as("the deadline of the attempt").isBeforeOrEqualTo(step.notAfter());
    Truth truth = history.getLast();
    boolean abandon = step.mode() == StopMode.ABANDON;
    boolean abandoning = truth.rows().stream().anyMatch(ActionSighting::abandoned);
    switch (truth.status()) {
      case "InProgress" -> {
        if (random.nextInt(8) == 0) {
          return Sightings.notStoppable();
        }
      }
      case "Stopping" -> {
        if (!abandon) {
          return Sightings.alreadyStopping();
        }
        if (abandoning && truth.rows().stream().noneMatch(ActionSighting::inProgress)) {
          return Sightings.notStoppable();
        }
      }
      default -> {
        return Sightings.notStoppable();
      }
    }
    assertThat(accepted).as("I2: accepted before").doesNotContain(step.mode());
    accepted.add(step.mode());
    history.add(
        new Truth(
            now,
            "Stopping",
            abandon ? ended(truth.rows(), "Abandoned") : truth.rows(),
            new StopTrigger.Present(OURS)));
    return new StopAnswer.Accepted();
  }

  /** After its end a request says what is true, or was before somebody retried the execution. */
  void assertQuietAfter(ProtocolRun run) {
    int stops = accepted.size();
    run.passes(Duration.ofHours(2)).round();
    assertThat(accepted).hasSize(stops);
    if (run.reason().equals("Expired")) {
      assertThat(accepted).as("stopped, and said to have expired").isEmpty();
    }
  }
}
