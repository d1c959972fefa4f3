package dev.pipelinestop.chart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pipelinestop.cluster.AuditLog;
import java.util.List;

/**
 * Something that somebody asked an API server for, as it has written that down.
 *
 * @param group the API group, empty for the core
 * @param resource the resource, with its subresource after a slash if it is about that
 * @param namespace the namespace, empty if it is about the cluster
 * @param name the name, empty if it is about no single object
 * @param code what was answered, as a status of HTTP
 */
public record Access(
    String user,
    String verb,
    String group,
    String resource,
    String namespace,
    String name,
    int code) {

  /** All of a user, so far, to what is a resource. */
  public static List<Access> of(String user, AuditLog log) {
    return log.events().stream()
        .filter(event -> event.has("objectRef"))
        .map(Access::of)
        .filter(access -> access.user().equals(user))
        .toList();
  }

  private static Access of(JsonNode event) {
    var object = event.get("objectRef");
    var subresource = object.path("subresource").asText();
    return new Access(
        event.at("/user/username").asText(),
        event.path("verb").asText(),
        object.path("apiGroup").asText(),
        object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asText(),
        object.path("name").asText(),
        event.at("/responseStatus/code").asInt());
  }
}
