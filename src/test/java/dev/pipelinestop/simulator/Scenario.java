package dev.pipelinestop.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Duration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pipelines, executions and faults in YAML or JSON. All times count from the moment at which it is
 * loaded. {@code src/test/resources/simulator/sandbox.yaml} shows all of the format.
 */
public record Scenario(
    @Nullable List<PipelineEntry> pipelines,
    @Nullable List<String> lags,
    @Nullable SettingsEntry settings,
    @Nullable List<FaultRequest> faults) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /**
   * A pipeline, or with {@code count} many alike, called {@code name-1}, {@code name-2} and so on.
   *
   * @param executions executions that are there from the beginning
   * @param generate many executions alike
   */
  record PipelineEntry(
      String name,
      @Nullable ExecutionMode mode,
      @Nullable Integer version,
      @Nullable Integer count,
      List<StageEntry> stages,
      @Nullable List<ExecutionEntry> executions,
      @Nullable GenerateEntry generate,
      @Nullable List<String> lags) {}

  /** A stage. */
  record StageEntry(String name, List<ActionEntry> actions) {}

  /** An action; {@code takes} is the timeout of a manual approval. */
  record ActionEntry(
      String name,
      @Nullable String category,
      @Nullable String owner,
      @Nullable String provider,
      @Nullable String version,
      @Nullable Duration takes,
      @Nullable Integer runOrder,
      @Nullable Boolean fails) {
    ActionDefinition definition() {
      boolean approval = "Approval".equals(category);
      var base = approval ? ActionDefinition.approval(name) : ActionDefinition.action(name);
      var outcome = fails == null ? base.outcome() : fails ? Status.FAILED : Status.SUCCEEDED;
      return new ActionDefinition(
          name,
          requireNonNullElse(category, base.category()),
          requireNonNullElse(owner, base.owner()),
          requireNonNullElse(provider, base.provider()),
          requireNonNullElse(version, base.version()),
          takes == null ? base.duration() : takes.getDuration(),
          requireNonNullElse(runOrder, base.runOrder()),
          outcome);
    }
  }

  /** An execution, in progress in a stage unless it has another status. */
  record ExecutionEntry(
      @Nullable String id,
      @Nullable String stage,
      @Nullable String status,
      @Nullable Duration startedAgo,
      @Nullable Map<String, Duration> remaining) {
    Placement placement() {
      var times = new HashMap<String, java.time.Duration>();
      if (remaining != null) {
        remaining.forEach((action, time) -> times.put(action, time.getDuration()));
      }
      return new Placement(
          id,
          stage,
          status == null ? Status.IN_PROGRESS : Status.of(status),
          startedAgo == null ? java.time.Duration.ofMinutes(1) : startedAgo.getDuration(),
          Map.copyOf(times));
    }
  }

  /** So many executions in a stage, with ids from {@link Scenario#generatedId}. */
  record GenerateEntry(int executions, String stage) {}

  /** Some of {@link SimulatorSettings}. */
  record SettingsEntry(
      @Nullable String account,
      @Nullable String region,
      @Nullable Duration stopTakesEffectAfter,
      @Nullable Duration abandonTakes,
      @Nullable Duration approvalTakesWhileStopping,
      @Nullable Duration betweenStages,
      @Nullable Duration clockDifference,
      @Nullable Boolean retryKeepsStopTrigger) {}

  /** Reads a scenario, and throws IllegalArgumentException if it is none. */
  public static Scenario parse(String text) {
    try {
      return YAML.readValue(text, Scenario.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a scenario: " + e.getMessage(), e);
    }
  }

  /** Reads a scenario from a file. */
  public static Scenario read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** The id of the n-th generated execution of a pipeline, counted from 1. */
  public static String generatedId(String pipelineName, int number) {
    return UUID.nameUUIDFromBytes((pipelineName + "/" + number).getBytes(UTF_8)).toString();
  }

  /** Adds all of it to a simulator. */
  public void addTo(Simulator simulator) {
    if (settings != null) {
      apply(settings, simulator.settings());
    }
    orEmpty(lags).forEach(lag -> new LagSetting(lag).addTo(simulator.lags()));
    for (var entry : orEmpty(pipelines)) {
      if (entry.count == null) {
        add(entry, entry.name, simulator);
      } else {
        for (int i = 1; i <= entry.count; i++) {
          add(entry, entry.name + "-" + i, simulator);
        }
      }
    }
    orEmpty(faults).forEach(fault -> fault.addTo(simulator.faults()));
  }

  private static void add(PipelineEntry entry, String name, Simulator simulator) {
    var pipeline =
        simulator
            .pipeline(name)
            .mode(requireNonNullElse(entry.mode, ExecutionMode.SUPERSEDED))
            .version(requireNonNullElse(entry.version, 1));
    for (var stage : entry.stages) {
      pipeline.stage(
          stage.name,
          stage.actions.stream().map(ActionEntry::definition).toArray(ActionDefinition[]::new));
    }
    orEmpty(entry.lags).forEach(lag -> new LagSetting(lag).addTo(pipeline.lags()));
    for (var execution : orEmpty(entry.executions)) {
      simulator.place(name, execution.placement());
    }
    if (entry.generate != null) {
      for (int i = 1; i <= entry.generate.executions; i++) {
        simulator.place(name, Placement.in(entry.generate.stage).id(generatedId(name, i)));
      }
    }
  }

  private static void apply(SettingsEntry entry, SimulatorSettings settings) {
    set(entry.account, settings::account);
    set(entry.region, settings::region);
    setTime(entry.stopTakesEffectAfter, settings::stopTakesEffectAfter);
    setTime(entry.abandonTakes, settings::abandonTakes);
    setTime(entry.approvalTakesWhileStopping, settings::approvalTakesWhileStopping);
    setTime(entry.betweenStages, settings::betweenStages);
    setTime(entry.clockDifference, settings::clockDifference);
    set(entry.retryKeepsStopTrigger, settings::retryKeepsStopTrigger);
  }

  private static <T> void set(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  private static void setTime(@Nullable Duration value, Consumer<java.time.Duration> setter) {
    if (value != null) {
      setter.accept(value.getDuration());
    }
  }

  private static <T> List<T> orEmpty(@Nullable List<T> rows) {
    return rows == null ? List.of() : rows;
  }
}
