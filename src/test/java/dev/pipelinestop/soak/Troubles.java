package dev.pipelinestop.soak;

import dev.pipelinestop.cluster.LastingApiServer;
import dev.pipelinestop.cluster.Signal;
import dev.pipelinestop.process.OperatorProcess;
import dev.pipelinestop.simulator.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What goes wrong, one thing after the other, chosen by a seed. */
final class Troubles {
  private final Operators operators;
  private final LastingApiServer kubernetes;
  private final RestartableSimulator aws;
  private final Random random;
  private final List<Trouble> all;
  private final Map<String, Integer> counts = new TreeMap<>();

  /** Something that goes wrong, and is over when it returns. */
  private record Trouble(String name, Action action) {
    interface Action {
      void happen() throws InterruptedException;
    }
  }

  Troubles(
      Operators operators, LastingApiServer kubernetes, RestartableSimulator aws, Random random) {
    this.operators = operators;
    this.kubernetes = kubernetes;
    this.aws = aws;
    this.random = random;
    this.all =
        List.of(
            new Trouble("an operator is killed", operators::kill),
            // Longer than a look is good for, so that what it was about to send has become old.
            new Trouble("an operator is paused", () -> pause(operators.mortal())),
            new Trouble("the other operator is paused", () -> pause(operators.lasting())),
            new Trouble("the API server is killed", this::killApiServer),
            new Trouble("the API server is paused", this::pauseApiServer),
            new Trouble("AWS closes all connections", aws::restart),
            new Trouble("AWS loses answers", () -> faults().on("*").times(20).loseAnswer()),
            new Trouble("AWS resets connections", () -> faults().on("*").times(20).reset()),
            new Trouble("AWS hangs", () -> faults().on("*").times(5).hang(Duration.ofSeconds(12))),
            new Trouble(
                "AWS loses answers by hanging",
                () ->
                    faults()
                        .on("StopPipelineExecution")
                        .times(2)
                        .loseAnswerByHanging(Duration.ofSeconds(12))),
            new Trouble("AWS fails", () -> faults().on("*").times(20).serverError(500)),
            new Trouble("AWS throttles", () -> faults().on("*").times(40).throttle()));
  }

  /** One of them happens. */
  void happen() throws InterruptedException {
    Trouble trouble = all.get(random.nextInt(all.size()));
    counts.merge(trouble.name, 1, Integer::sum);
    System.out.println("soak: " + trouble.name);
    trouble.action.happen();
  }

  Map<String, Integer> counts() {
    return counts;
  }

  private Faults faults() {
    return aws.simulator().faults();
  }

  private void pause(OperatorProcess operator) throws InterruptedException {
    Signal.STOP.send(operator.handle());
    Thread.sleep(1000 + random.nextInt(11_000));
    Signal.CONT.send(operator.handle());
  }

  private void killApiServer() throws InterruptedException {
    kubernetes.kill();
    Thread.sleep(random.nextInt(2000));
    kubernetes.startAgain();
  }

  private void pauseApiServer() throws InterruptedException {
    kubernetes.pause();
    Thread.sleep(1000 + random.nextInt(4000));
    kubernetes.resume();
  }

  /** All of it is over. */
  void end() {
    faults().clear();
    operators.recover();
  }
}
