package dev.pipelinestop.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.simulation.SimulatedStatuses;
import dev.pipelinestop.stop.Reason;
import dev.pipelinestop.stop.ScriptedStatuses;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Requests in every state that the protocol has shown: one for each combination of conditions and
 * reasons, and each of them also after an edit that nobody has seen yet, and while it is being
 * deleted.
 */
final class Corpus {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  /** What is the case, and what should be said of it. */
  enum Situation {
    UNSEEN("Nobody has looked at the request yet"),
    EDITED("Its spec was changed, and the operator has not seen that yet"),
    DELETED("It is being deleted"),
    WORKING("`Succeeded` is Unknown: work goes on"),
    SUCCEEDED("`Succeeded` is True"),
    ENDED_OTHERWISE("`Succeeded` is False");

    private final String meaning;

    Situation(String meaning) {
      this.meaning = meaning;
    }

    String meaning() {
      return meaning;
    }
  }

  /** A request as the API server holds it. */
  record State(Situation situation, String title, JsonNode resource) {
    @Override
    public String toString() {
      return situation + " " + title;
    }
  }

  private Corpus() {}

  static List<State> all() {
    Map<String, PipelineStopRequest> distinct = new LinkedHashMap<>();
    Stream.concat(SimulatedStatuses.all().stream(), ScriptedStatuses.all().stream())
        .forEach(request -> distinct.putIfAbsent(shape(request), request));
    List<State> states = new ArrayList<>();
    distinct.forEach((shape, request) -> states.addAll(statesOf(shape, request)));
    return List.copyOf(states);
  }

  /** What its conditions say, and why. */
  private static String shape(PipelineStopRequest request) {
    String conditions =
        request.getStatus().conditions().stream()
            .map(condition -> condition.type() + "=" + condition.status() + reason(condition))
            .collect(Collectors.joining(" "));
    return situation(request) + " " + conditions;
  }

  /** The others carry the reason of Succeeded. */
  private static String reason(Condition condition) {
    return switch (condition.type()) {
      case "Succeeded", "Stopped" -> "/" + condition.reason();
      default -> "";
    };
  }

  private static Situation situation(PipelineStopRequest request) {
    Long observed = request.getStatus().observedGeneration();
    if (request.isMarkedForDeletion()) {
      return Situation.DELETED;
    }
    if (observed == null || observed < 0) {
      return Situation.UNSEEN;
    }
    if (!observed.equals(request.getMetadata().getGeneration())) {
      return Situation.EDITED;
    }
    String reason = request.getStatus().condition("Succeeded").orElseThrow().reason();
    return switch (Reason.valueOf(reason).result()) {
      case WORKING -> Situation.WORKING;
      case SUCCESS -> Situation.SUCCEEDED;
      case FAILURE -> Situation.ENDED_OTHERWISE;
    };
  }

  private static List<State> statesOf(String shape, PipelineStopRequest request) {
    Situation situation = situation(request);
    ObjectNode resource = JSON.convertValue(request, ObjectNode.class);
    State state = new State(situation, shape, resource);
    if (situation == Situation.DELETED || situation == Situation.EDITED) {
      return List.of(state);
    }
    ObjectNode edited = resource.deepCopy();
    metadata(edited).put("generation", metadata(edited).get("generation").asLong() + 1);
    ObjectNode deleted = resource.deepCopy();
    metadata(deleted).put("deletionTimestamp", "2026-11-24T18:00:00Z");
    return List.of(
        state,
        // Before anybody has looked, an edit makes no difference.
        new State(situation == Situation.UNSEEN ? situation : Situation.EDITED, shape, edited),
        new State(Situation.DELETED, shape, deleted));
  }

  private static ObjectNode metadata(ObjectNode resource) {
    return (ObjectNode) resource.get("metadata");
  }
}
