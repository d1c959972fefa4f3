package dev.pipelinestop.soak;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.simulator.ActionDefinition;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.simulator.Placement;
import dev.pipelinestop.simulator.Simulator;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** People who create requests, whether the API server is there or not, and change some. */
final class Users {
  static final String NAMESPACE = "default";
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String QUICK = "quick";
  private static final String SLOW = "slow";
  private static final String APPROVED = "approved";

  private static final List<Trial.Wish> WISHES = List.of(Trial.Wish.values());

  private final KubernetesClient client;
  private final Simulator aws;
  private final Random random;
  private final Queue<Trial> trials = new ConcurrentLinkedQueue<>();
  private final Queue<Trial> waiting = new ConcurrentLinkedQueue<>();

  Users(KubernetesClient client, Simulator aws, Random random) {
    this.client = client;
    this.aws = aws;
    this.random = random;
    define(QUICK, ActionDefinition.action("Build").takes(Duration.ofSeconds(8)));
    define(SLOW, ActionDefinition.action("UpdateStack").takes(Duration.ofHours(1)));
    define(APPROVED, ActionDefinition.approval("Release"));
  }

  private void define(String name, ActionDefinition action) {
    var unused =
        aws.pipeline(name)
            .mode(ExecutionMode.PARALLEL)
            .stage("Deploy", action)
            .stage("After", ActionDefinition.action("Check"));
  }

  /** Makes an execution and asks for its stop. */
  void ask() {
    Trial.Wish wish = WISHES.get(random.nextInt(WISHES.size()));
    String pipeline =
        switch (wish) {
          case WAIT -> QUICK;
          case ABANDON -> SLOW;
          case ESCALATE -> APPROVED;
        };
    String execution = aws.place(pipeline, Placement.in("Deploy"));
    Trial trial = new Trial("trial-" + trials.size(), pipeline, execution, wish);
    trials.add(trial);
    waiting.add(trial);
  }

  /** Gives the API server what it has not accepted yet; what it refuses for good is thrown. */
  void push() {
    for (Trial trial = waiting.peek(); trial != null && create(trial); trial = waiting.peek()) {
      waiting.remove();
    }
  }

  private boolean create(Trial trial) {
    PipelineStopRequest request =
        client
            .getKubernetesSerialization()
            .unmarshal(trial.manifest(NAMESPACE), PipelineStopRequest.class);
    try {
      return answer(() -> client.resource(request).create()).isPresent();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        // The answer to the first try was lost.
        return true;
      }
      throw e;
    }
  }

  /** Deletes one that is not finished, to create it again: so do tools that replace by force. */
  void replace() {
    List<PipelineStopRequest> unfinished =
        requests().stream().filter(request -> request.getStatus().finishedAt() == null).toList();
    if (unfinished.isEmpty()) {
      return;
    }
    PipelineStopRequest request = unfinished.get(random.nextInt(unfinished.size()));
    var unused = answer(() -> client.resource(request).delete());
    // Also if it is not known whether it was deleted.
    trials.stream()
        .filter(trial -> trial.name().equals(request.getMetadata().getName()))
        .forEach(waiting::add);
  }

  /** Escalates every wait for an approval that AWS has accepted. */
  void escalate() {
    Map<String, Trial> hanging =
        trials.stream()
            .filter(trial -> trial.wish() == Trial.Wish.ESCALATE)
            .collect(Collectors.toMap(Trial::name, Function.identity()));
    requests().stream()
        .filter(request -> request.getStatus().stoppingSince() != null)
        .filter(request -> request.getSpec().abandon() == null)
        .map(request -> hanging.get(request.getMetadata().getName()))
        .filter(Objects::nonNull)
        .forEach(this::escalate);
  }

  private void escalate(Trial trial) {
    var unused =
        answer(
            () ->
                client
                    .resources(PipelineStopRequest.class)
                    .inNamespace(NAMESPACE)
                    .withName(trial.name())
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"abandon\":true}}"));
  }

  /** All requests, as far as the API server answers. */
  List<PipelineStopRequest> requests() {
    return answer(
            () ->
                client
                    .resources(PipelineStopRequest.class)
                    .inNamespace(NAMESPACE)
                    .list()
                    .getItems())
        .orElse(List.of());
  }

  /** What the API server answers; empty if it is out. What it refuses is thrown. */
  private static <T> Optional<T> answer(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (KubernetesClientException e) {
      if (!isOut(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** The API server is away, or has just come back and cannot do everything yet. */
  private static boolean isOut(KubernetesClientException e) {
    return e.getCode() == 0
        || e.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR
        || e.getCode() == TOO_MANY_REQUESTS
        || e.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
  }

  List<Trial> trials() {
    return List.copyOf(trials);
  }
}
