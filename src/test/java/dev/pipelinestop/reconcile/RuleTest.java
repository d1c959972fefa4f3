package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which permissions are asked for, in the words of a person who writes a role. */
final class RuleTest {

  private static List<String> needed(Set<String> namespaces, Optional<String> leaseNamespace) {
    return Rule.needed(namespaces, leaseNamespace, "stop").stream().map(Rule::described).toList();
  }

  @Test
  void inAllNamespaces() {
    assertThat(needed(Set.of(), Optional.empty()))
        .containsExactly(
            "get, list, watch, delete on pipelinestoprequests (API group pipelinestop.dev) in all"
                + " namespaces",
            "update on pipelinestoprequests/status (API group pipelinestop.dev) in all namespaces",
            "create on events in all namespaces");
  }

  @Test
  void inEachNamespaceThatIsWatched() {
    assertThat(needed(Set.of("b", "a"), Optional.empty()))
        .hasSize(6)
        .contains("create on events in namespace a", "create on events in namespace b");
  }

  @Test
  void forTheLeaseOfTheLeader() {
    assertThat(needed(Set.of(), Optional.of("system")))
        .hasSize(5)
        .contains(
            "create on leases (API group coordination.k8s.io) in namespace system",
            "get, update, patch on leases (API group coordination.k8s.io) named stop in namespace"
                + " system");
  }
}
