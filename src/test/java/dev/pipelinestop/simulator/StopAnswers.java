package dev.pipelinestop.simulator;

import dev.pipelinestop.api.StopMode;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Which stop is answered how. At first as documented and observed; all of it can be set. */
public final class StopAnswers {
  private record Key(StopSituation situation, StopMode mode) {}

  private final Map<Key, StopAnswer> answers = new ConcurrentHashMap<>();

  StopAnswers() {
    set(StopSituation.UNKNOWN_EXECUTION, StopAnswer.NOT_STOPPABLE);
    set(StopSituation.FINISHED, StopAnswer.NOT_STOPPABLE);
    set(StopSituation.IN_PROGRESS, StopAnswer.ACCEPTED);
    set(StopSituation.STOPPING_BY_WAIT, StopMode.WAIT, StopAnswer.DUPLICATED);
    set(StopSituation.STOPPING_BY_WAIT, StopMode.ABANDON, StopAnswer.ACCEPTED);
    set(StopSituation.STOPPING_BY_ABANDON, StopMode.WAIT, StopAnswer.DUPLICATED);
    set(StopSituation.STOPPING_BY_ABANDON, StopMode.ABANDON, StopAnswer.NOT_STOPPABLE);
    set(StopSituation.BETWEEN_STAGES, StopAnswer.NOT_STOPPABLE);
    set(StopSituation.WAITING_FOR_STAGE, StopAnswer.ACCEPTED);
    set(StopSituation.WAITING_FOR_TRANSITION, StopAnswer.ACCEPTED);
  }

  /** Sets the answer to one mode of stop in a situation. */
  public StopAnswers set(StopSituation situation, StopMode mode, StopAnswer answer) {
    answers.put(new Key(situation, mode), answer);
    return this;
  }

  /** Sets the answer to both modes of stop in a situation. */
  public StopAnswers set(StopSituation situation, StopAnswer answer) {
    return set(situation, StopMode.WAIT, answer).set(situation, StopMode.ABANDON, answer);
  }

  StopAnswer of(StopSituation situation, StopMode mode) {
    return Objects.requireNonNull(answers.get(new Key(situation, mode)));
  }
}
