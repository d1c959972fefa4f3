package dev.pipelinestop.stop;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Requests as they are after each write of the protocol, over stories which differ in what AWS
 * shows, in what it answers and in what fails: for those who judge every status that there can be.
 */
public final class ScriptedStatuses {
  private static final List<String> SHOWN =
      List.of(
          "InProgress",
          "Stopping",
          "Stopped",
          "Succeeded",
          "Failed",
          "Cancelled",
          "Superseded",
          "SomethingNew");
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

  private final List<PipelineStopRequest> written = new ArrayList<>();

  private ScriptedStatuses() {}

  /** All of them, story by story. */
  public static List<PipelineStopRequest> all() {
    ScriptedStatuses statuses = new ScriptedStatuses();
    for (Consumer<ProtocolRun> wish : wishes()) {
      SHOWN.forEach(status -> statuses.shown(wish, status));
      answers().forEach(answer -> statuses.answered(wish, answer));
      statuses.missing(wish);
      statuses.strange(wish);
    }
    statuses.stages();
    return List.copyOf(statuses.written);
  }

  private static List<Consumer<ProtocolRun>> wishes() {
    return List.of(
        run -> {},
        ProtocolRun::abandon,
        run -> run.asks(spec -> spec.abandonAfter("30s")),
        run -> run.asksForStage("Deploy"),
        run -> run.asks(spec -> spec.dryRun(true)));
  }

  private static List<StopAnswer> answers() {
    return List.of(
        Sightings.lost(),
        Sightings.notStoppable(),
        Sightings.alreadyStopping(),
        Sightings.refused(AwsFailure.Meaning.BUSY),
        new StopAnswer.NotSent());
  }

  /** AWS shows this from the beginning; or after it has shown that the execution is running. */
  private void shown(Consumer<ProtocolRun> wish, String status) {
    ScriptedAws aws = new ScriptedAws();
    story(
        wish,
        aws,
        run -> {
          aws.shows(status);
          run.runFor(LONG_ENOUGH);
          failures(run);
        });
    ScriptedAws other = new ScriptedAws();
    story(
        wish,
        other,
        run -> {
          run.round();
          other.shows("Stopping", Sightings.approval("release"));
          run.passes(3).runFor(LONG_ENOUGH);
          other.shows(status, Sightings.action("stack", "InProgress"));
          run.passes(60).round();
          failures(run);
          run.passes(60).runFor(LONG_ENOUGH);
        });
  }

  /** Whatever a look can end with, one after the other. */
  private static void failures(ProtocolRun run) {
    for (AwsFailure.Meaning meaning : AwsFailure.Meaning.values()) {
      run.passes(5).lookFails(meaning, 5);
    }
  }

  private void answered(Consumer<ProtocolRun> wish, StopAnswer answer) {
    ScriptedAws aws = new ScriptedAws().answers(answer, answer, answer);
    story(
        wish,
        aws,
        run -> {
          run.runFor(Duration.ofMinutes(1));
          aws.shows("Stopping", Sightings.action("stack", "InProgress"));
          run.runFor(LONG_ENOUGH);
        });
    // For ever, until the request expires.
    ScriptedAws stubborn = new ScriptedAws().answers(answer);
    story(
        wish,
        stubborn,
        run -> {
          run.round();
          run.at(run.notAfter().plusSeconds(60)).runFor(LONG_ENOUGH);
        });
    story(
        wish,
        new ScriptedAws().answers(Sightings.refused(AwsFailure.Meaning.BUSY)),
        run -> {
          run.round();
          run.at(run.notAfter().plusSeconds(60)).runFor(LONG_ENOUGH);
        });
  }

  private void missing(Consumer<ProtocolRun> wish) {
    List<ExecutionSighting> sightings =
        List.of(
            new ExecutionSighting.ExecutionNotFound(), new ExecutionSighting.PipelineNotFound());
    for (ExecutionSighting sighting : sightings) {
      story(wish, new ScriptedAws().shows(sighting), run -> run.runFor(LONG_ENOUGH));
    }
  }

  /** What should not be, and is. */
  private void strange(Consumer<ProtocolRun> wish) {
    story(wish, new ScriptedAws(), run -> run.lookTakes(Duration.ofSeconds(12)).round());
    story(wish, new ScriptedAws(), run -> run.unknownField("surprise").round());
    ScriptedAws aws = new ScriptedAws().answers(Sightings.refused(AwsFailure.Meaning.BUSY));
    story(
        wish,
        aws,
        run -> {
          run.round();
          run.inAccount("444455556666").passes(30).round();
        });
  }

  private void stages() {
    List<StageOccupancy> occupancies =
        List.of(
            new StageOccupancy.PipelineNotFound(),
            new StageOccupancy.StageNotFound(List.of("Source", "Build")),
            new StageOccupancy.Shown(null, List.of(), null),
            new StageOccupancy.Shown(null, List.of(ProtocolRun.EXECUTION), null),
            Sightings.inStage(ProtocolRun.EXECUTION, "Succeeded"));
    for (StageOccupancy occupancy : occupancies) {
      story(
          run -> run.asksForStage("Deploy"),
          new ScriptedAws().showsInStage(occupancy),
          run -> run.runFor(LONG_ENOUGH));
    }
    // It is shown in the stage, and no action of it is at work there.
    story(
        run -> run.asksForStage("Deploy"),
        new ScriptedAws().shows("InProgress"),
        run -> run.runFor(LONG_ENOUGH));
  }

  private void story(Consumer<ProtocolRun> wish, ScriptedAws aws, Consumer<ProtocolRun> story) {
    ProtocolRun run = new ProtocolRun(aws);
    wish.accept(run);
    story.accept(run);
    run.written().forEach(status -> written.add(resource(run.request(), status)));
  }

  private static PipelineStopRequest resource(Request request, PipelineStopRequestStatus status) {
    PipelineStopRequest resource = new PipelineStopRequest();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(request.namespace())
            .withName(request.name())
            .withUid(request.uid())
            .withGeneration(request.generation())
            .withCreationTimestamp(request.createdAt().toString())
            .build());
    resource.setSpec(request.spec());
    resource.setStatus(status);
    return resource;
  }
}
