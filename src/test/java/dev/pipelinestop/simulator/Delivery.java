package dev.pipelinestop.simulator;

import java.time.Duration;
import java.util.function.Supplier;

/** What a transport has to do for a request. */
sealed interface Delivery {
  /** Send this. */
  record Answered(WireResponse response) implements Delivery {}

  /** Close the connection without an answer. */
  record Dropped() implements Delivery {}

  /** Let time pass; then the rest happens, even if the client has gone by then. */
  record Delayed(Duration delay, Supplier<Delivery> then) implements Delivery {}
}
