package dev.pipelinestop.simulation;

/** Compares a run with the one of the same scenario in which nothing goes wrong. */
record Verdict(Run reference) {

  /** What one trouble may cost. */
  private static final int MORE_CALLS = 30;

  private static final int MORE_WRITES = 8;

  /** So that a mistake is not only known by a write more. */
  private static final int SPARE_WRITES = 3;

  static Verdict of(Scenario scenario) {
    Run reference = Run.of(Schedule.of(scenario));
    if (reference.violation() != null) {
      throw failed(reference, reference.violation());
    }
    return new Verdict(reference);
  }

  /** Runs a schedule of this scenario, and judges it. */
  Run run(Schedule schedule, Defect defect) {
    Run run = Run.of(schedule, defect);
    if (run.violation() != null) {
      return run;
    }
    try {
      compare(run);
      return run;
    } catch (Oracle.Violation violation) {
      return run.with(violation);
    }
  }

  private void compare(Run run) {
    Scenario scenario = run.schedule().scenario();
    int troubles = run.schedule().troubles().size();
    boolean sameRight =
        run.schedule().troubles().stream()
            .noneMatch(planned -> planned.trouble().changesWhatIsRight());
    if (sameRight && (scenario.sameEffects() || troubles == 0)) {
      Oracle.SAME_EFFECT.requires(
          run.effects().equals(reference.effects()),
          () -> "%s instead of %s".formatted(run.effects(), reference.effects()));
    }
    if (sameRight) {
      Oracle.SAME_EFFECT.requires(
          scenario.results().containsAll(run.results()),
          () -> "%s instead of %s".formatted(run.results(), scenario.results()));
      bounded(Oracle.BOUNDED_CALLS, run.calls(), reference.calls() + MORE_CALLS * (troubles + 1));
      bounded(
          Oracle.BOUNDED_WRITES,
          run.writes(),
          reference.writes() + SPARE_WRITES + MORE_WRITES * troubles);
    }
  }

  private static void bounded(Oracle oracle, int count, int most) {
    oracle.requires(count <= most, () -> "%d, at most %d".formatted(count, most));
  }

  /** The failure of a test, with everything that is needed to look into it. */
  static AssertionError failed(Run run, Oracle.Violation violation) {
    return new AssertionError(
        "%s%n%s%n%s".formatted(run.schedule(), String.join("\n", run.trace()), violation),
        violation);
  }
}
