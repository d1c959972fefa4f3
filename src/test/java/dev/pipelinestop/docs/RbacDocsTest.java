package dev.pipelinestop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the operator may do in the cluster is what the documentation says. */
class RbacDocsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w/]+)` \\| ([a-z, ]+) \\|$");

  @Test
  void theTableIsTheRole() throws IOException {
    assertThat(ROW.matcher(Page.read("README.md").text()).results())
        .map(row -> row.group(1) + ": " + row.group(2))
        .containsExactlyElementsOf(
            role().getRules().stream()
                .map(
                    rule ->
                        String.join(", ", rule.getResources())
                            + ": "
                            + String.join(", ", rule.getVerbs()))
                .toList());
  }

  private static ClusterRole role() throws IOException {
    List<String> roles =
        Pattern.compile("(?m)^---$")
            .splitAsStream(Files.readString(Path.of("deploy", "rbac.yaml")))
            .filter(document -> document.contains("\nkind: ClusterRole\n"))
            .toList();
    assertThat(roles).hasSize(1);
    return Serialization.unmarshal(roles.getFirst(), ClusterRole.class);
  }
}
