package dev.pipelinestop.reconcile;

import dev.pipelinestop.codepipeline.MonotonicClock;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API server whether it permits what the operator does, so that a role which is missing is
 * named before a request suffers from it. What is missing may be granted at any time: nothing has
 * to be started again.
 */
public final class Permissions {
  private static final Logger log = LoggerFactory.getLogger(Permissions.class);

  /** How long an answer is good for if nothing is missing. */
  private static final Duration GOOD_FOR = Duration.ofMinutes(1);

  /**
   * What the API server answered.
   *
   * @param missing what it does not permit, in words for a person who writes a role
   * @param absent namespaces to be watched that do not exist
   */
  public record Answer(List<String> missing, List<String> absent) {
    private boolean isGood() {
      return missing.isEmpty() && absent.isEmpty();
    }
  }

  private final KubernetesClient client;
  private final List<Rule> rules;
  private final List<String> namespaces;
  private final MonotonicClock clock;
  private volatile @Nullable Answer last;
  private volatile long askedAt;

  /**
   * Permissions for these rules.
   *
   * @param client stays the caller's
   * @param namespaces the namespaces that are watched; empty for all
   */
  public Permissions(
      KubernetesClient client,
      List<Rule> rules,
      Collection<String> namespaces,
      MonotonicClock clock) {
    this.client = client;
    this.rules = List.copyOf(rules);
    this.namespaces = namespaces.stream().sorted().toList();
    this.clock = clock;
  }

  /** What was answered last; null before the first answer. Waits for nothing. */
  public @Nullable Answer last() {
    return last;
  }

  /**
   * Asks, if it is time to, and logs what has changed. To be called again and again, by one thread:
   * it waits for the answer.
   */
  public void look() {
    Answer before = last;
    if (before != null && before.isGood() && clock.nanos() - askedAt < GOOD_FOR.toNanos()) {
      return;
    }
    Answer now;
    try {
      now = ask();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        // It is away, and will be asked again.
        log.debug("Cannot ask for permissions: {}", e.getMessage());
        return;
      }
      // Everybody may, unless somebody has changed that. What is missing shows when it is refused.
      now = new Answer(List.of(), List.of());
    }
    askedAt = clock.nanos();
    last = now;
    if (!now.equals(before)) {
      tell(before, now);
    }
  }

  private void tell(@Nullable Answer before, Answer now) {
    if (!now.missing().isEmpty()) {
      log.error(
          "{} lacks permissions: {}. Grant them: the operator goes on by itself.",
          who(),
          String.join("; ", now.missing()));
    } else if (before != null && !before.missing().isEmpty()) {
      log.info("Every permission is granted now");
    }
    if (!now.absent().isEmpty()) {
      log.warn(
          "Namespaces that are to be watched do not exist: {}. Requests in them are seen as soon as"
              + " they exist.",
          String.join(", ", now.absent()));
    } else if (before != null && !before.absent().isEmpty()) {
      log.info("Every namespace that is to be watched exists now");
    }
  }

  private Answer ask() {
    List<String> missing =
        rules.stream()
            .map(rule -> rule.with(denied(rule)))
            .filter(rule -> !rule.verbs().isEmpty())
            .map(Rule::described)
            .toList();
    List<String> absent = namespaces.stream().filter(this::isAbsent).toList();
    return new Answer(missing, absent);
  }

  private List<String> denied(Rule rule) {
    return rule.verbs().stream().filter(verb -> !isAllowed(rule, verb)).toList();
  }

  private boolean isAllowed(Rule rule, String verb) {
    String[] resource = rule.resource().split("/", 2);
    SelfSubjectAccessReview asked =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(verb)
            .withGroup(rule.group())
            .withResource(resource[0])
            .withSubresource(resource.length == 1 ? null : resource[1])
            .withName(rule.name())
            .withNamespace(rule.namespace())
            .endResourceAttributes()
            .endSpec()
            .build();
    SelfSubjectAccessReview answered =
        client.authorization().v1().selfSubjectAccessReview().create(asked);
    return answered.getStatus() != null && Boolean.TRUE.equals(answered.getStatus().getAllowed());
  }

  /**
   * Asked without the permission to read namespaces: nothing can be created in one that does not
   * exist, not even on trial. Nothing is created.
   */
  private boolean isAbsent(String namespace) {
    try {
      var unused =
          client
              .v1()
              .events()
              .inNamespace(namespace)
              .resource(
                  new EventBuilder()
                      .withNewMetadata()
                      .withGenerateName("pipeline-stop-operator.")
                      .withNamespace(namespace)
                      .endMetadata()
                      .withNewInvolvedObject()
                      .withKind("Namespace")
                      .withNamespace(namespace)
                      .withName(namespace)
                      .endInvolvedObject()
                      .build())
              .dryRun()
              .create();
      return false;
    } catch (KubernetesClientException e) {
      return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }
  }

  /** Who the operator is for the API server. */
  private String who() {
    try {
      SelfSubjectReview review = client.resource(new SelfSubjectReview()).create();
      return review.getStatus().getUserInfo().getUsername();
    } catch (RuntimeException e) {
      return "The account of the operator";
    }
  }
}
