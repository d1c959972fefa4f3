package dev.pipelinestop.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What goes wrong. The first fault that hits a call decides; without one, rate limits do. */
public final class Faults {
  private static final Fault THROTTLED =
      new Fault(false, new Fault.Reply.Failure("ThrottlingException", "Rate exceeded", 400));

  private final List<FaultRule> rules = new CopyOnWriteArrayList<>();
  private final Map<String, RateLimit> limits = new ConcurrentHashMap<>();
  private final Random random;

  Faults(Random random) {
    this.random = random;
  }

  /** Begins a fault in calls of an operation, or of every one for {@code "*"}. */
  public FaultRule on(String operation) {
    return new FaultRule(operation, rules::add);
  }

  /** Throttles an operation, or all of them together for {@code "*"}. */
  public void limit(String operation, double perSecond, double burst) {
    limits.put(operation, new RateLimit(perSecond, burst));
  }

  /** Ends all faults and limits. */
  public void clear() {
    rules.clear();
    limits.clear();
  }

  @Nullable Fault hit(Call call, Instant now) {
    for (var rule : rules) {
      var fault = rule.hit(call, random.nextDouble());
      if (fault != null) {
        return fault;
      }
    }
    return admits("*", now) && admits(call.operation(), now) ? null : THROTTLED;
  }

  private boolean admits(String operation, Instant now) {
    var limit = limits.get(operation);
    return limit == null || limit.admits(now);
  }
}
