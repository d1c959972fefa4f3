package dev.pipelinestop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the simulation found, each with its schedule. */
class FoundTest {
  /**
   * The watch breaks, and meanwhile a finished request is deleted and created again: the list that
   * follows shows a change of the old one, with the same generation. Nobody looked at it, ever.
   */
  @Test
  void aRequestThatWasCreatedAgainWhileNobodyWatchedIsNotForgotten() {
    endsWell(
        Schedule.of(
            Scenarios.abandon(),
            Planned.after(Shop.seconds(60), Trouble.LOSE_EVENTS, 2),
            Planned.after(Shop.seconds(61), Trouble.RECREATE, 0)));
  }

  /**
   * A look begins while GetPipelineExecution lags, and the process stands still before it judges
   * it: by then the settle period was over, and Stopping was taken back.
   */
  @Test
  void aLookThatBecameOldBeforeItWasJudgedTakesNothingBack() {
    endsWell(
        Schedule.of(
            Scenarios.waiting(),
            Planned.after(Shop.seconds(5), Trouble.LATE_EXECUTION, 25),
            Planned.at(15, Trouble.PAUSE_BEFORE, 37)));
  }

  /**
   * A leader stands still between its intent and its stop, a person abandons meanwhile, and another
   * leader takes that for the effect of the attempt: it said Stopped while the stop was still to
   * come.
   */
  @Test
  void nothingEndsWhileAStopMayBeUnderWayThoughItsEffectSeemsToShow() {
    endsWell(
        Schedule.of(
            Scenarios.abandon(),
            Planned.at(6, Trouble.CONSOLE_ABANDON, 0),
            Planned.at(6, Trouble.SECOND_LEADER, 60),
            Planned.at(6, Trouble.PAUSE_BEFORE, 9)));
  }

  /**
   * Another leader ends the request, which this one knows by its cache only; the request is
   * deleted, and the cache falls back to a state in which it was not at its end.
   */
  @Test
  void anEndIsRememberedThoughTheCacheFallsBack() {
    endsWell(
        Schedule.of(
            Scenarios.abandon(),
            Planned.at(7, Trouble.SECOND_LEADER, 120),
            Planned.after(Shop.seconds(40), Trouble.DELETE, 0),
            Planned.after(Shop.seconds(60), Trouble.JUMP_BACK, 2)));
  }

  private static void endsWell(Schedule schedule) {
    Run run = Run.of(schedule);
    assertThat(run.violation()).as("%s", String.join("\n", run.trace())).isNull();
  }
}
