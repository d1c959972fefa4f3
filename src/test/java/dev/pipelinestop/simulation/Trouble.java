package dev.pipelinestop.simulation;

/**
 * Something that happens to a run, with an amount whose meaning each says. Some are about one step
 * of an instance and hit the one they are planned for; the others happen in the world, also between
 * two steps of a round.
 */
enum Trouble {
  /** The instance dies; the next one starts from a cache that is so many states old. */
  CRASH_BEFORE(By.STEP),
  /** The same after the step had its effect, and before its answer is known. */
  CRASH(By.STEP),
  /** The step has no effect, and there is no answer. */
  LOST(By.STEP),
  /** The step has its effect, and there is no answer. */
  ANSWER_LOST(By.STEP),
  /** Somebody else writes the request just before; AWS is throttling, or the pipeline busy. */
  BUSY(By.STEP),
  /** AWS denies access. */
  DENIED(By.STEP),
  /** AWS works on the call so many seconds later; the client may have gone by then. */
  SLOW(By.STEP),
  /** The whole process stands still for so many seconds. */
  PAUSE_BEFORE(By.STEP),
  /** The same after the step had its effect. */
  PAUSE(By.STEP),

  /** For so many seconds a second instance believes to lead. */
  SECOND_LEADER(By.CLUSTER),
  /** A second instance leads for half a minute, from a cache that is so many states old. */
  STALE_LEADER(By.CLUSTER),
  /** The caches of all instances fall back by so many states, for five seconds. */
  JUMP_BACK(By.CLUSTER),
  /** So many events never reach the caches; half a minute later they are listed anew. */
  LOSE_EVENTS(By.CLUSTER),
  /** Events take so many seconds. */
  LATE_EVENTS(By.CLUSTER),
  /** For so many seconds other stops wait for the operator: what can wait has to. */
  RUSH(By.CLUSTER),

  /** A user asks for an abandon. */
  ESCALATE(By.OTHERS),
  /** A user writes a label. */
  TOUCH(By.CLUSTER),
  /** A user deletes the request. */
  DELETE(By.OTHERS),
  /** A user deletes the request, which something else keeps from going. */
  BEGIN_DELETION(By.OTHERS),
  /** A user deletes the request and creates it again. */
  RECREATE(By.OTHERS),

  /** A person stops the execution in the console. */
  CONSOLE_WAIT(By.OTHERS),
  /** A person abandons the execution in the console. */
  CONSOLE_ABANDON(By.OTHERS),
  /** A person retries the execution in the console, if it was stopped or failed. */
  RETRY(By.OTHERS),
  /** A person approves what waits for it. */
  APPROVE(By.OTHERS),
  /** A person starts another execution of the pipeline. */
  START(By.OTHERS),

  /** Stops take effect so many seconds after they were accepted. */
  LATE_STOPS(By.OTHERS),
  /** GetPipelineExecution lags by so many seconds. */
  LATE_EXECUTION(By.OTHERS),
  /** ListActionExecutions lags by so many seconds. */
  LATE_ACTIONS(By.OTHERS),
  /** GetPipelineState lags by so many seconds. */
  LATE_STATE(By.OTHERS),
  /** ListPipelineExecutions lags by so many seconds. */
  LATE_LIST(By.OTHERS);

  /** Whose trouble it is. */
  private enum By {
    STEP,
    CLUSTER,
    OTHERS
  }

  private final By by;

  Trouble(By by) {
    this.by = by;
  }

  /** Whether it is about one step of an instance. */
  boolean ofStep() {
    return by == By.STEP;
  }

  /** Whether what is right may become something else by it: people want it so, or AWS does it. */
  boolean changesWhatIsRight() {
    return by == By.OTHERS;
  }
}
