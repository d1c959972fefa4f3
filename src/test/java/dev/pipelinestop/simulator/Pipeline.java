package dev.pipelinestop.simulator;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A pipeline. It is complete when it has at least one stage; then executions can be started. */
public final class Pipeline {
  final String name;
  final Instant createdAt;
  final List<Stage> stages = new CopyOnWriteArrayList<>();
  final List<Execution> executions = new CopyOnWriteArrayList<>();
  private final Lags lags;
  private volatile ExecutionMode mode = ExecutionMode.SUPERSEDED;
  private volatile int version = 1;

  Pipeline(String name, Instant createdAt, Lags lags) {
    this.name = name;
    this.createdAt = createdAt;
    this.lags = lags;
  }

  /** Sets the execution mode, SUPERSEDED unless set. */
  public Pipeline mode(ExecutionMode mode) {
    this.mode = mode;
    return this;
  }

  /** Sets the version that answers show. */
  public Pipeline version(int version) {
    this.version = version;
    return this;
  }

  /** Adds a stage after those there are. */
  public Pipeline stage(String stage, ActionDefinition... actions) {
    stages.add(new Stage(stage, List.of(actions), createdAt));
    return this;
  }

  /** The lags of this pipeline: those of the simulator except for what is set here. */
  public Lags lags() {
    return lags;
  }

  ExecutionMode mode() {
    return mode;
  }

  int version() {
    return version;
  }

  @Nullable Stage stage(String stage) {
    return stages.stream().filter(s -> s.name.equals(stage)).findFirst().orElse(null);
  }

  boolean opensInto(int index) {
    return stages.get(index).inbound.value().enabled()
        && (index == 0 || stages.get(index - 1).outbound.value().enabled());
  }
}
