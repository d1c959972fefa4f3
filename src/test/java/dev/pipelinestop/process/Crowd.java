package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.fuzz.RawApi;
import dev.pipelinestop.fuzz.RawApi.Reply;
import dev.pipelinestop.fuzz.ResourceCase.Subject;
import dev.pipelinestop.simulator.ExecutionMode;
import dev.pipelinestop.stop.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Many requests at once, each with a pipeline of its own whose execution runs for an hour. */
final class Crowd {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int AT_ONCE = 16;

  /** What no request may say that was taken: that it should not have been. */
  private static final Set<Reason> SENSELESS =
      Set.of(Reason.InvalidCall, Reason.UnintelligibleAnswer, Reason.AccessDenied);

  private final Scene scene;
  private final RawApi api;
  private final Map<String, String> good = new ConcurrentHashMap<>();

  Crowd(Scene scene, KubernetesClient client) {
    this.scene = scene;
    this.api = new RawApi(client, scene.namespace());
  }

  RawApi api() {
    return api;
  }

  /** A new execution, for a request of this name. */
  Subject subject(String name) {
    String pipeline = name + "-" + good.size() + "-" + name.hashCode();
    return new Subject(
        name, pipeline, scene.running(pipeline, ExecutionMode.SUPERSEDED, "UpdateStack"));
  }

  void create(String body) {
    Reply reply = api.create(body, "Strict");
    assertThat(reply.code()).as(reply.body()).isEqualTo(201);
  }

  /** Something to do for one of many. */
  interface Work<T> {
    void on(int index, T each) throws Exception;
  }

  /** Does it for all of them, some at once. */
  <T> void each(List<T> all, Work<T> work) {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        int index = i;
        running.add(
            threads.submit(
                () -> {
                  work.on(index, all.get(index));
                  return index;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until each of these says something that a person can make use of. */
  void awaitAnswers(Collection<String> names) {
    await(names, "has an answer", Crowd::isSensible);
  }

  private static boolean isSensible(String name, JsonNode status) {
    JsonNode succeeded = succeeded(status);
    if (status.has("finishedAt") || succeeded.path("status").asText().matches("True|False")) {
      return true;
    }
    return Arrays.stream(Reason.values())
        .filter(reason -> !SENSELESS.contains(reason))
        .anyMatch(
            reason ->
                reason.name().equals(succeeded.path("reason").asText())
                    && !succeeded.path("message").asText().isBlank());
  }

  /** Deletes these requests, and has good ones of the same names do their work to the end. */
  void replaceByGoodOnes(List<String> names) {
    each(
        names,
        (index, name) -> {
          api.patch(name, "{\"metadata\":{\"finalizers\":null}}");
          api.delete(name);
          Subject subject = subject(name);
          good.put(name, subject.execution());
          create(subject.good());
        });
    await(
        names,
        "is stopped",
        (name, status) -> succeeded(status).path("reason").asText().equals("Stopped"));
    assertThat(good)
        .allSatisfy(
            (name, execution) ->
                assertThat(scene.ledger().acceptedStops(execution, StopMode.ABANDON))
                    .as(name)
                    .hasSize(1));
  }

  private static String shortened(JsonNode node) {
    String text = node.toString();
    return text.substring(0, Math.min(400, text.length()));
  }

  private static JsonNode succeeded(JsonNode status) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals("Succeeded")) {
        return condition;
      }
    }
    return MissingNode.getInstance();
  }

  private void await(Collection<String> names, String what, BiPredicate<String, JsonNode> wanted) {
    try {
      Awaitility.await("every request " + what)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .failFast("the operator has ended", () -> !scene.isUp())
          .untilAsserted(() -> assertThat(without(names, wanted)).isEmpty());
    } catch (ConditionTimeoutException e) {
      String logs =
          without(names, wanted).keySet().stream()
              .limit(3)
              .map(scene::logOf)
              .collect(Collectors.joining("\n"));
      throw new AssertionError("What the operator has logged of the first of them:\n" + logs, e);
    }
  }

  /** Those of which this is not so, and what they are instead. */
  private Map<String, String> without(
      Collection<String> names, BiPredicate<String, JsonNode> wanted) {
    Map<String, String> without = new TreeMap<>();
    names.forEach(name -> without.put(name, "not there"));
    for (JsonNode item : api.list()) {
      String name = item.path("metadata").path("name").asText();
      JsonNode status = item.path("status");
      if (wanted.test(name, status)) {
        without.remove(name);
      } else if (without.containsKey(name)) {
        without.put(name, shortened(item.path("spec")) + shortened(succeeded(status)));
      }
    }
    return without;
  }
}
