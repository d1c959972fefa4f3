package dev.pipelinestop.stop;

import java.util.List;

/**
 * Whether executions of a pipeline run in PARALLEL mode, where no stage shows them.
 *
 * @param used true if they do: the newest one, or one that is not at its end
 * @param running those not at their end, as far as they are among the newest
 */
public record ParallelMode(boolean used, List<String> running) {

  /** Makes the list unmodifiable. */
  public ParallelMode {
    running = List.copyOf(running);
  }
}
