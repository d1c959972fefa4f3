package dev.pipelinestop.simulation;

import dev.pipelinestop.codepipeline.MonotonicClock;
import dev.pipelinestop.reconcile.RequestStore;
import dev.pipelinestop.stop.Protocol;
import dev.pipelinestop.stop.Timing;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Supplier;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** What is wrong on purpose with every instance of a run. At first nothing is. */
interface Defect {
  /** Nothing is wrong. */
  Defect NONE = new Defect() {};

  /** One call to AWS, which can be made again. */
  interface Exchange {
    HttpExecuteResponse call() throws IOException;
  }

  default RequestStore store(RequestStore store, Instance instance) {
    return store;
  }

  default Protocol protocol(Protocol protocol) {
    return protocol;
  }

  default Timing timing(Timing timing) {
    return timing;
  }

  default Supplier<String> attemptIds(Supplier<String> ids) {
    return ids;
  }

  default InstantSource wall(InstantSource clock) {
    return clock;
  }

  default MonotonicClock monotonic(MonotonicClock clock) {
    return clock;
  }

  default HttpExecuteResponse exchange(String operation, Exchange exchange, Instance instance)
      throws IOException {
    return exchange.call();
  }
}
