package dev.pipelinestop.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the operator may connect to, and who may connect to it. */
class NetworkPolicyTest {

  private static NetworkPolicy policy(Chart chart) {
    return chart.render().the(NetworkPolicy.class);
  }

  /** Ports and addresses of each rule; no address means any. */
  private static List<String> egress(NetworkPolicy policy) {
    return policy.getSpec().getEgress().stream().map(NetworkPolicyTest::text).toList();
  }

  private static String text(NetworkPolicyEgressRule rule) {
    return rule.getPorts().stream().map(port -> number(port.getPort())).distinct().toList()
        + " "
        + rule.getTo().stream().map(NetworkPolicyPeer::getIpBlock).map(IPBlock::getCidr).toList();
  }

  private static String number(IntOrString port) {
    return String.valueOf(port.getValue());
  }

  @Test
  void itReachesWhatItNeeds() {
    var policy = policy(Chart.standard());

    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(egress(policy))
        .containsExactly(
            "[53] []",
            "[443, 6443] []",
            "[443] []",
            "[80] [169.254.170.23/32, fd00:ec2::23/128]",
            "[80] [169.254.169.254/32, fd00:ec2::254/128]");
  }

  @Test
  void itReachesNoMoreThanIsSaid() {
    var everything =
        Chart.standard().with(Path.of("src/test/resources/chart/values/everything.yaml"));

    assertThat(egress(policy(everything)))
        .containsExactly(
            "[53] []",
            "[16443] [10.0.0.0/28, fd00::/64]",
            "[443] [10.1.0.0/16]",
            "[3128] [10.2.0.1/32]");
  }

  @Test
  void itIsReachedForMetricsAndProbes() {
    assertThat(policy(Chart.standard()).getSpec().getIngress())
        .allSatisfy(rule -> assertThat(rule.getFrom()).isEmpty())
        .flatExtracting(rule -> rule.getPorts().stream().map(p -> number(p.getPort())).toList())
        .containsExactly("metrics", "health");
    var monitoring = "networkPolicy: {metricsFrom: [{namespaceSelector: {matchLabels: {a: b}}}]}";
    assertThat(policy(Chart.standard().with(monitoring)).getSpec().getIngress())
        .extracting(rule -> rule.getFrom().size())
        .containsExactly(1, 0);
  }
}
