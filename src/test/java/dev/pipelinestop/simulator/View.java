package dev.pipelinestop.simulator;

import java.time.Instant;

/** A look through one read model at one instant. */
record View(ReadModel model, Lags lags, Instant now) {
  boolean shows(Instant at, Change change) {
    return !at.plus(lags.of(model, change)).isAfter(now);
  }
}
