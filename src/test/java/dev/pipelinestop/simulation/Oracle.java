package dev.pipelinestop.simulation;

import java.util.function.Supplier;

/** What is held against a run. The first nine are the invariants of the design. */
enum Oracle {
  I1("no stop for an execution other than the pinned one"),
  I2("at most one accepted stop per request and mode (the exception of the guarantees apart)"),
  I3("no stop whose attempt is not durable, none sent twice or by another process"),
  I4("Stopped is True only if AWS reported it"),
  I5("no abandon without leave"),
  I6("after the end no stop, no other result, and no call of a process that has seen it"),
  I7("no first stop after notAfter, none for a request that is being deleted"),
  I8("every request ends once faults have ceased"),
  DRY_RUN("a dry run sends nothing"),
  LIVE_READ(
      "a process reads the request itself before its first call for it, or in a rush found that"
          + " nobody had looked at it"),
  FRESH("no stop rests on a look that began more than 10 s ago"),
  RESUMED("no stop against a run that was retried after this request had stopped it"),
  ONE_WAY("a status never goes back"),
  CONDITIONS(
      "every status that is sent has conditions: without them the definition keeps nothing of it"),
  NO_EMPTY_WRITE("no status write that changes nothing"),
  OWN_STAGES("the stages of a status are those of its own execution"),
  TRUE_RESULT("the result is what really happened"),
  SAME_EFFECT("result and side effects are those of the run without faults"),
  BOUNDED_CALLS("the number of AWS calls is bounded"),
  BOUNDED_WRITES("the number of API writes is bounded"),
  NO_ERROR("nothing is logged as an error");

  private final String meaning;

  Oracle(String meaning) {
    this.meaning = meaning;
  }

  String meaning() {
    return meaning;
  }

  /** Holds, or ends the run. */
  void requires(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new Violation(this, otherwise.get());
    }
  }

  /** An oracle that does not hold. An error, so that no layer of the shell takes it for a fault. */
  static final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;
    private final Oracle oracle;

    Violation(Oracle oracle, String detail) {
      super(oracle + " (" + oracle.meaning + "): " + detail);
      this.oracle = oracle;
    }

    Oracle oracle() {
      return oracle;
    }
  }
}
