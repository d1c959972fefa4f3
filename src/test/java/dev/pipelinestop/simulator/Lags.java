package dev.pipelinestop.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * By how much each read model lags behind the truth, per kind of change. The times are applied when
 * a read model is looked at, so a change of them counts at once.
 */
public final class Lags {
  private record Key(ReadModel model, Change change) {}

  private final Map<Key, Duration> lags = new ConcurrentHashMap<>();
  private final @Nullable Lags fallback;

  private Lags(@Nullable Lags fallback) {
    this.fallback = fallback;
  }

  /** The lags that were observed at AWS. */
  static Lags observed() {
    var lags = new Lags(null);
    for (var change : Change.values()) {
      lags.set(ReadModel.GET_PIPELINE_STATE, change, Duration.ofMillis(100));
      lags.set(ReadModel.LIST_ACTION_EXECUTIONS, change, Duration.ofMillis(500));
    }
    lags.set(ReadModel.GET_PIPELINE_STATE, Change.ABANDONED, Duration.ofMillis(300));
    lags.set(ReadModel.LIST_ACTION_EXECUTIONS, Change.ABANDONED, Duration.ofSeconds(1));
    for (var model :
        new ReadModel[] {ReadModel.GET_PIPELINE_EXECUTION, ReadModel.LIST_PIPELINE_EXECUTIONS}) {
      lags.set(model, Duration.ofSeconds(1));
      // An abandon is carried out half a second after it was accepted: both become visible at five
      // seconds, so that Stopping is never seen.
      lags.set(model, Change.ABANDONING, Duration.ofSeconds(5));
      lags.set(model, Change.ABANDONED, Duration.ofMillis(4500));
    }
    return lags;
  }

  /** Lags that are these ones, except for what is set on them. */
  Lags derive() {
    return new Lags(this);
  }

  /** Sets the lag of one read model for one kind of change. */
  public Lags set(ReadModel model, Change change, Duration lag) {
    lags.put(new Key(model, change), lag);
    return this;
  }

  /** Sets the lag of one read model for every kind of change. */
  public Lags set(ReadModel model, Duration lag) {
    for (var change : Change.values()) {
      set(model, change, lag);
    }
    return this;
  }

  /** Makes every read model show the truth. */
  public Lags none() {
    for (var model : ReadModel.values()) {
      set(model, Duration.ZERO);
    }
    return this;
  }

  /** The lag of one read model for one kind of change. */
  public Duration of(ReadModel model, Change change) {
    var lag = lags.get(new Key(model, change));
    if (lag != null) {
      return lag;
    }
    return fallback == null ? Duration.ZERO : fallback.of(model, change);
  }
}
