package dev.pipelinestop.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the operator may do, and where. */
class RolesTest {
  private static final String OPERATOR = "pipeline-stop-operator";

  private final Rendered clusterWide = Form.CLUSTER_WIDE.chart().render();
  private final Rendered twoNamespaces =
      Chart.standard().with("watchNamespaces: [team-a, team-b]").render();

  private static List<PolicyRule> inTheCluster(Rendered rendered) {
    var bound =
        rendered.every(ClusterRoleBinding.class).stream()
            .map(binding -> binding.getRoleRef().getName())
            .toList();
    return rendered.every(ClusterRole.class).stream()
        .filter(role -> bound.contains(role.getMetadata().getName()))
        .flatMap(role -> role.getRules().stream())
        .toList();
  }

  private static List<String> resources(List<PolicyRule> rules) {
    return rules.stream().flatMap(rule -> rule.getResources().stream()).toList();
  }

  @Test
  void ofAListOfNamespacesNothingElseInTheClusterButItsDefinition() {
    assertThat(inTheCluster(twoNamespaces))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.getResources()).containsExactly("customresourcedefinitions");
              assertThat(rule.getResourceNames())
                  .containsExactly("pipelinestoprequests.pipelinestop.dev");
              assertThat(rule.getVerbs()).containsExactly("get");
            });
    assertThat(twoNamespaces.every(Role.class))
        .filteredOn(role -> resources(role.getRules()).contains("pipelinestoprequests"))
        .extracting(role -> role.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("team-a", "team-b");
  }

  @Test
  void ofAllNamespacesTheSameRulesAsOfOne() {
    var ofOne =
        twoNamespaces.every(Role.class).stream()
            .filter(role -> "team-a".equals(role.getMetadata().getNamespace()))
            .flatMap(role -> role.getRules().stream())
            .toList();

    assertThat(inTheCluster(clusterWide)).containsAll(ofOne).hasSize(ofOne.size() + 1);
  }

  @Test
  void theLeaseIsItsOwn() {
    assertThat(clusterWide.the(Role.class).getMetadata().getNamespace())
        .isEqualTo(Chart.standard().namespace());
    assertThat(clusterWide.the(Role.class).getRules())
        .allSatisfy(
            rule -> {
              assertThat(rule.getResources()).containsExactly("leases");
              // What is created has no name that RBAC could ask for.
              if (!rule.getVerbs().equals(List.of("create"))) {
                assertThat(rule.getResourceNames()).containsExactly(OPERATOR);
              }
            });
  }

  @Test
  void everyRoleIsBoundToTheAccountAndNothingElse() {
    for (var rendered : List.of(clusterWide, twoNamespaces)) {
      var bindings =
          Stream.concat(
                  rendered.every(ClusterRoleBinding.class).stream()
                      .flatMap(binding -> binding.getSubjects().stream()),
                  rendered.every(RoleBinding.class).stream()
                      .flatMap(binding -> binding.getSubjects().stream()))
              .toList();
      assertThat(bindings)
          .isNotEmpty()
          .allSatisfy(
              subject -> {
                assertThat(subject.getKind()).isEqualTo("ServiceAccount");
                assertThat(subject.getName()).isEqualTo(OPERATOR);
                assertThat(subject.getNamespace()).isEqualTo(Chart.standard().namespace());
              });
    }
  }

  @Test
  void noWildcardAndNoSecrets() {
    for (var rendered : List.of(clusterWide, twoNamespaces)) {
      var rules =
          Stream.concat(
                  rendered.every(ClusterRole.class).stream()
                      .flatMap(role -> role.getRules().stream()),
                  rendered.every(Role.class).stream().flatMap(role -> role.getRules().stream()))
              .toList();
      assertThat(rules)
          .isNotEmpty()
          .allSatisfy(
              rule -> {
                assertThat(rule.getApiGroups()).doesNotContain("*");
                assertThat(rule.getResources()).doesNotContain("*", "secrets", "configmaps");
                assertThat(rule.getVerbs()).doesNotContain("*", "escalate", "bind", "impersonate");
              });
    }
  }
}
