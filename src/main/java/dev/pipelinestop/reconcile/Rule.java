package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that the operator does in the cluster and needs a permission for.
 *
 * @param verbs in the words of RBAC
 * @param group empty for the core group
 * @param resource with a subresource after a slash
 * @param name of the one object that it is about; null for all
 * @param namespace null for all of them
 */
public record Rule(
    List<String> verbs,
    String group,
    String resource,
    @Nullable String name,
    @Nullable String namespace) {

  /**
   * All of them.
   *
   * @param namespaces the namespaces that are watched; empty for all
   * @param leaseNamespace where the lease is; empty without the election of a leader
   */
  public static List<Rule> needed(
      Collection<String> namespaces, Optional<String> leaseNamespace, String lease) {
    return Stream.concat(
            ofRequests(namespaces).stream(),
            leaseNamespace.stream().flatMap(namespace -> ofLease(namespace, lease).stream()))
        .toList();
  }

  private static List<Rule> ofRequests(Collection<String> namespaces) {
    List<Rule> rules = new ArrayList<>();
    namespaces.stream().sorted().forEach(namespace -> addTo(rules, namespace));
    if (namespaces.isEmpty()) {
      addTo(rules, null);
    }
    return rules;
  }

  private static void addTo(List<Rule> rules, @Nullable String namespace) {
    String group = PipelineStopRequest.GROUP;
    String requests = HasMetadata.getPlural(PipelineStopRequest.class);
    List<String> verbs = List.of("get", "list", "watch", "delete");
    rules.add(new Rule(verbs, group, requests, null, namespace));
    rules.add(new Rule(List.of("update"), group, requests + "/status", null, namespace));
    rules.add(new Rule(List.of("create"), "", "events", null, namespace));
  }

  /** What is created has no name yet. A renewal is a patch, a release an update. */
  private static List<Rule> ofLease(String namespace, String name) {
    String group = "coordination.k8s.io";
    return List.of(
        new Rule(List.of("create"), group, "leases", null, namespace),
        new Rule(List.of("get", "update", "patch"), group, "leases", name, namespace));
  }

  /** The same for these verbs only. */
  Rule with(List<String> some) {
    return new Rule(some, group, resource, name, namespace);
  }

  /** For a person who writes a role. */
  String described() {
    return "%s on %s%s%s in %s"
        .formatted(
            String.join(", ", verbs),
            resource,
            group.isEmpty() ? "" : " (API group " + group + ")",
            name == null ? "" : " named " + name,
            namespace == null ? "all namespaces" : "namespace " + namespace);
  }
}
