package dev.pipelinestop;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is done again and again on a thread of its own, also after it has failed. */
final class Repeatedly implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Repeatedly.class);

  private final ScheduledExecutorService thread;

  /** Does it now, and then again so long after it has ended. */
  Repeatedly(String name, Duration pause, Runnable action) {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    var unused =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                action.run();
              } catch (RuntimeException | VirtualMachineError | LinkageError e) {
                log.error("A bug in {}: trying again in {} s", name, pause.toSeconds(), e);
              }
            },
            0,
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
