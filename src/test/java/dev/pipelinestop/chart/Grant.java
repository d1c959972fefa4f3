package dev.pipelinestop.chart;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a role of the chart lets somebody do, taken apart until nothing is left to take: one verb on
 * one resource.
 *
 * @param namespace where; empty for everywhere
 * @param name of which object; empty for any
 */
public record Grant(String namespace, String group, String resource, String name, String verb) {

  /** Whether this is what somebody asked for. */
  public boolean covers(Access access) {
    return access.verb().equals(verb)
        && access.group().equals(group)
        && access.resource().equals(resource)
        && (namespace.isEmpty() || access.namespace().equals(namespace))
        && (name.isEmpty() || access.name().equals(name));
  }

  /** Of the roles that are bound to something. Those for people are bound to nobody yet. */
  public static List<Grant> of(Rendered rendered) {
    var bound =
        Stream.concat(
                rendered.every(ClusterRoleBinding.class).stream()
                    .map(binding -> binding.getRoleRef().getName()),
                rendered.every(RoleBinding.class).stream()
                    .map(binding -> binding.getRoleRef().getName()))
            .toList();
    return Stream.concat(
            rendered.every(ClusterRole.class).stream()
                .filter(role -> bound.contains(role.getMetadata().getName()))
                .flatMap(role -> grants("", role.getRules())),
            rendered.every(Role.class).stream()
                .filter(role -> bound.contains(role.getMetadata().getName()))
                .flatMap(role -> grants(role.getMetadata().getNamespace(), role.getRules())))
        .toList();
  }

  private static Stream<Grant> grants(String namespace, List<PolicyRule> rules) {
    return rules.stream().flatMap(rule -> grants(namespace, rule));
  }

  private static Stream<Grant> grants(String namespace, PolicyRule rule) {
    var names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
    return rule.getApiGroups().stream()
        .flatMap(
            group ->
                rule.getResources().stream()
                    .flatMap(
                        resource ->
                            names.stream()
                                .flatMap(
                                    name ->
                                        rule.getVerbs().stream()
                                            .map(
                                                verb ->
                                                    new Grant(
                                                        namespace, group, resource, name, verb)))));
  }
}
