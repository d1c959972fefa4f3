package dev.pipelinestop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.chart.Chart;
import dev.pipelinestop.chart.Grant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the operator may do in the cluster is what the documentation says. */
class RbacDocsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w/]+)` \\| ([a-z, ]+) \\|$");

  @Test
  void theTableIsWhatTheChartGrant() {
    var verbs = new LinkedHashMap<String, Set<String>>();
    for (var grant : Grant.of(Chart.standard().render())) {
      verbs.computeIfAbsent(grant.resource(), resource -> new LinkedHashSet<>()).add(grant.verb());
    }

    assertThat(ROW.matcher(Page.read("README.md").text()).results())
        .map(row -> row.group(1) + ": " + row.group(2))
        .containsExactlyElementsOf(
            verbs.entrySet().stream()
                .map(resource -> resource.getKey() + ": " + String.join(", ", resource.getValue()))
                .toList());
  }
}
