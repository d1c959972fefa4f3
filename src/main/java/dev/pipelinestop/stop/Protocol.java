package dev.pipelinestop.stop;

/**
 * Decides what to record and what to do next. The shell knows no more of the protocol than this, so
 * that a simulation can run it with a protocol that is wrong on purpose.
 */
@FunctionalInterface
public interface Protocol {
  /**
   * Decides, without doing anything.
   *
   * @param request the request as it is recorded
   * @param observation what was just observed
   * @param time what the time is, and what is known of that
   */
  Decision decide(Request request, Observation observation, Now time);
}
