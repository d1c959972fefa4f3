package dev.pipelinestop.telemetry;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question about the health, such as whether the operator is ready: a page with a line for each
 * thing that was checked, and status 200 if all of them hold, 503 otherwise. A change of the answer
 * is logged, so that the log says why a container was ended.
 */
public final class Health implements Page {
  private static final Logger log = LoggerFactory.getLogger(Health.class);
  private static final String TYPE = "text/plain; charset=utf-8";
  private static final int UNAVAILABLE = 503;

  private final String adjective;
  private final Supplier<List<Finding>> checks;
  private final AtomicBoolean holds;

  /**
   * A question.
   *
   * @param adjective what the operator is if everything holds
   * @param atFirst what is expected at first: the other answer is logged as a change
   * @param checks asked at every question: it must not wait for anything
   */
  public Health(String adjective, boolean atFirst, Supplier<List<Finding>> checks) {
    this.adjective = adjective;
    this.checks = checks;
    this.holds = new AtomicBoolean(atFirst);
  }

  @Override
  public Answer answer() {
    List<Finding> findings = checks.get();
    boolean hold = findings.stream().noneMatch(Finding::isFailed);
    if (holds.getAndSet(hold) != hold) {
      tell(hold, findings);
    }
    String text = findings.stream().map(Finding::line).collect(Collectors.joining("\n", "", "\n"));
    return new Answer(hold ? 200 : UNAVAILABLE, TYPE, text);
  }

  private void tell(boolean hold, List<Finding> findings) {
    if (hold) {
      log.info("The operator is {}", adjective);
    } else {
      log.warn(
          "The operator is not {}: {}",
          adjective,
          findings.stream()
              .filter(Finding::isFailed)
              .map(Finding::text)
              .collect(Collectors.joining("; ")));
    }
  }
}
