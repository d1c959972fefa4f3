package dev.pipelinestop.soak;

import dev.pipelinestop.cluster.Signal;
import dev.pipelinestop.process.OperatorProcess;
import java.util.function.Supplier;

/**
 * Two operators that both believe to lead. The first is killed now and then, and started again as a
 * kubelet does it; the second lives as long as the soak, so that what it holds on to can be
 * measured. Safe for several threads.
 */
final class Operators implements AutoCloseable {
  private final Supplier<OperatorProcess> start;
  private final OperatorProcess lasting;
  private OperatorProcess mortal;
  private int kills;
  private int restarts;

  Operators(Supplier<OperatorProcess> start) {
    this.start = start;
    this.lasting = start.get().awaitReady();
    this.mortal = start.get().awaitReady();
  }

  OperatorProcess lasting() {
    return lasting;
  }

  synchronized OperatorProcess mortal() {
    return mortal;
  }

  /** SIGKILL for the first, wherever it is; another one is started at once. */
  synchronized void kill() {
    kills++;
    replace();
  }

  /** What a kubelet does: an operator that has ended by itself is started again. */
  synchronized void keep() {
    if (!mortal.handle().isAlive()) {
      restarts++;
      replace();
    }
    if (!lasting.handle().isAlive()) {
      throw new IllegalStateException("the operator ended by itself:\n" + lasting.log());
    }
  }

  private void replace() {
    mortal.close();
    mortal = start.get();
  }

  /** Both run, whatever was done to them. */
  synchronized void recover() {
    keep();
    Signal.CONT.send(mortal.handle());
    Signal.CONT.send(lasting.handle());
  }

  synchronized String figures() {
    return "operator killed %d times, ended by itself and started again %d times"
        .formatted(kills, restarts);
  }

  @Override
  public void close() {
    mortal.close();
    lasting.close();
  }
}
