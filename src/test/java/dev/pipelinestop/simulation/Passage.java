package dev.pipelinestop.simulation;

import dev.pipelinestop.simulator.FaultRule;
import dev.pipelinestop.simulator.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One step of an instance, from its beginning to its end. */
final class Passage {
  /** What kind of step. */
  enum Kind {
    API_READ,
    API_WRITE,
    AWS
  }

  private final int number;
  private final Instance instance;
  private final Kind kind;
  private final String operation;
  private final List<Planned> troubles = new ArrayList<>();

  Passage(int number, Instance instance, Kind kind, String operation) {
    this.number = number;
    this.instance = instance;
    this.kind = kind;
    this.operation = operation;
  }

  Instance instance() {
    return instance;
  }

  Kind kind() {
    return kind;
  }

  String operation() {
    return operation;
  }

  boolean isStop() {
    return operation.equals("StopPipelineExecution");
  }

  void suffers(Planned trouble) {
    troubles.add(trouble);
  }

  List<Planned> troubles() {
    return troubles;
  }

  boolean has(Trouble trouble) {
    return troubles.stream().anyMatch(planned -> planned.trouble() == trouble);
  }

  /** Has the simulator do what this call suffers. */
  void arm(Faults faults) {
    for (Planned planned : troubles) {
      FaultRule rule = faults.on(operation).once();
      switch (planned.trouble()) {
        case LOST -> rule.reset();
        case ANSWER_LOST -> rule.loseAnswer();
        case BUSY -> busy(rule);
        case DENIED -> rule.accessDenied();
        case SLOW -> rule.hang(Duration.ofSeconds(planned.amount()));
        default -> {}
      }
    }
  }

  private void busy(FaultRule rule) {
    if (isStop()) {
      rule.error("ConflictException");
    } else {
      rule.throttle();
    }
  }

  @Override
  public String toString() {
    return "%d %s %s%s".formatted(number, instance, operation, troubles.isEmpty() ? "" : troubles);
  }
}
