package dev.pipelinestop.reconcile;

import dev.pipelinestop.codepipeline.MonotonicClock;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the watches of requests live. A watch that is broken is made again by the client, for as
 * long as the API server does not answer: that says nothing about this process. One that is broken
 * while the API server answers is dead.
 */
public final class Watches {
  private static final Logger log = LoggerFactory.getLogger(Watches.class);

  /**
   * How one watch is.
   *
   * @param of the namespace, or that it is all of them, for a person
   * @param deafFor how long it has been broken although the API server answers
   */
  public record Watch(String of, boolean running, boolean synced, Duration deafFor) {}

  /** From when until when a namespace was not watched although the API server answered. */
  private record Deaf(long since, long until) {}

  private final Supplier<Collection<InformerHealthIndicator>> informers;
  private final Predicate<String> answers;
  private final MonotonicClock clock;
  private final ConcurrentHashMap<String, Deaf> deaf = new ConcurrentHashMap<>();

  /** At how many looks in a row each was broken. Only {@link #look} uses it. */
  private final Map<String, Integer> broken = new HashMap<>();

  /**
   * Watches.
   *
   * @param informers those of now, one for each namespace
   * @param answers whether the API server lists the requests of a namespace now; it may wait
   */
  public Watches(
      Supplier<Collection<InformerHealthIndicator>> informers,
      Predicate<String> answers,
      MonotonicClock clock) {
    this.informers = informers;
    this.answers = answers;
    this.clock = clock;
  }

  /** How they are. Waits for nothing. */
  public List<Watch> now() {
    return informers.get().stream()
        .map(
            informer -> {
              String namespace = informer.getTargetNamespace();
              Deaf time = deaf.get(namespace);
              return new Watch(
                  described(namespace),
                  informer.isRunning(),
                  informer.hasSynced(),
                  time == null || informer.isWatching()
                      ? Duration.ZERO
                      : Duration.ofNanos(time.until() - time.since()));
            })
        .toList();
  }

  private static String described(String namespace) {
    return namespace.equals(Constants.WATCH_ALL_NAMESPACES)
        ? "all namespaces"
        : "namespace " + namespace;
  }

  /**
   * Asks the API server for those that are broken, and logs which are for longer than it takes to
   * watch again. To be called again and again, by one thread: it waits for its answers.
   */
  public void look() {
    for (InformerHealthIndicator informer : informers.get()) {
      String namespace = informer.getTargetNamespace();
      long asked = clock.nanos();
      boolean watching = informer.isWatching();
      boolean answers = !watching && this.answers.test(namespace);
      if (answers) {
        deaf.merge(
            namespace,
            new Deaf(asked, asked),
            (known, now) -> new Deaf(known.since(), now.until()));
      } else {
        deaf.remove(namespace);
      }
      tell(namespace, watching, answers);
    }
  }

  private void tell(String namespace, boolean watching, boolean answers) {
    if (watching) {
      Integer before = broken.remove(namespace);
      if (before != null && before > 1) {
        log.info("Requests of {} are watched again", described(namespace));
      }
    } else if (broken.merge(namespace, 1, Integer::sum) == 2) {
      log.warn(
          "Requests of {} are not watched now, and the API server {}; trying again",
          described(namespace),
          answers ? "lists them" : "does not list them");
    }
  }
}
