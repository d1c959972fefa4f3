package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.StageOccupancy;
import dev.pipelinestop.stop.StageOccupancy.Occupant;
import dev.pipelinestop.stop.StageSighting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineStateResponse;
import software.amazon.awssdk.services.codepipeline.model.StageExecution;
import software.amazon.awssdk.services.codepipeline.model.StageState;
import software.amazon.awssdk.services.codepipeline.model.TransitionState;

/** An answer of GetPipelineState, of which only what names an execution is believed. */
record PipelineState(GetPipelineStateResponse answer) {
  private static final Predicate<String> ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").asMatchPredicate();

  private Stream<StageState> states() {
    return answer.stageStates().stream().filter(Objects::nonNull);
  }

  /** The stages whose latest execution is this one. */
  List<StageSighting> stagesOf(String pipelineExecutionId) {
    List<StageSighting> stages = new ArrayList<>();
    for (@Nullable StageState stage : answer.stageStates()) {
      if (stage == null || stage.latestExecution() == null) {
        continue;
      }
      String name = Shown.word(stage.stageName());
      String status = Shown.word(stage.latestExecution().statusAsString());
      if (pipelineExecutionId.equals(stage.latestExecution().pipelineExecutionId())
          && name != null
          && status != null) {
        stages.add(new StageSighting(name, status));
      }
    }
    return List.copyOf(stages);
  }

  /** What is in this stage; empty if there is an execution in it without an id or a status. */
  Optional<StageOccupancy> occupancy(String stageName) {
    @Nullable StageState stage =
        states().filter(state -> stageName.equals(state.stageName())).findFirst().orElse(null);
    if (stage == null) {
      return Optional.of(
          new StageOccupancy.StageNotFound(
              states()
                  .flatMap(state -> Stream.ofNullable(Shown.word(state.stageName())))
                  .toList()));
    }
    @Nullable StageExecution latest = stage.latestExecution();
    @Nullable Occupant occupant = null;
    if (latest != null) {
      String status = Shown.word(latest.statusAsString());
      if (status == null || !isId(latest.pipelineExecutionId())) {
        return Optional.empty();
      }
      occupant = new Occupant(latest.pipelineExecutionId(), status);
    }
    return Optional.of(
        new StageOccupancy.Shown(
            occupant, inbound(stage), disabled(stage.inboundTransitionState())));
  }

  private static List<String> inbound(StageState stage) {
    Set<String> ids = new LinkedHashSet<>();
    Stream.concat(stage.inboundExecutions().stream(), Stream.ofNullable(stage.inboundExecution()))
        .filter(Objects::nonNull)
        .map(StageExecution::pipelineExecutionId)
        .filter(PipelineState::isId)
        .forEach(ids::add);
    return List.copyOf(ids);
  }

  private static StageOccupancy.@Nullable Disabled disabled(@Nullable TransitionState transition) {
    if (transition == null || !Boolean.FALSE.equals(transition.enabled())) {
      return null;
    }
    String reason = Shown.text(transition.disabledReason());
    return new StageOccupancy.Disabled(reason == null ? "" : reason);
  }

  private static boolean isId(@Nullable String id) {
    return id != null && ID.test(id);
  }
}
