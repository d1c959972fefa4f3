package dev.pipelinestop.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.chart.Chart;
import dev.pipelinestop.docs.GeneratedPart;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.AuditAnnotation;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about permissions says what the chart brings; {@link PermissionMatrixIT} tries it. */
class PermissionsDocsTest {
  private static final Pattern ANNOTATION =
      Pattern.compile("(?m)^\\| `pipeline-stop-operator/(\\w+)` \\|");
  private static final Pattern ROLE =
      Pattern.compile("(?m)^\\| `(pipeline-stop-operator-\\w+)` \\| ([a-z, ]+) \\|([a-z, ]*)\\|");

  @Test
  void theMatrixIsThere() throws IOException {
    new GeneratedPart(PermissionsPage.PATH, "permissions").isTable(Matrix.expected().table());
  }

  @Test
  void itIsSaidWhoIsWho() throws IOException {
    new GeneratedPart(PermissionsPage.PATH, "members")
        .isTable(
            Stream.concat(
                    Stream.of(List.of("Who", "What he has")),
                    Arrays.stream(Member.values())
                        .map(member -> List.of(member.title(), member.meaning())))
                .toList());
  }

  @Test
  void theAnnotationsAreThoseOfThePolicy() {
    var policy = Chart.standard().render().the(ValidatingAdmissionPolicy.class);

    assertThat(ANNOTATION.matcher(PermissionsPage.text()).results())
        .map(row -> row.group(1))
        .containsExactlyElementsOf(
            policy.getSpec().getAuditAnnotations().stream().map(AuditAnnotation::getKey).toList());
  }

  @Test
  void theRolesAreThoseOfTheChart() {
    var roles =
        Chart.standard().render().every(ClusterRole.class).stream()
            .filter(role -> !role.getMetadata().getName().equals("pipeline-stop-operator"))
            .map(
                role ->
                    List.of(
                        role.getMetadata().getName(),
                        verbs(role, "pipelinestoprequests"),
                        verbs(role, "pipelines")))
            .toList();

    assertThat(ROLE.matcher(PermissionsPage.text()).results())
        .map(row -> List.of(row.group(1), row.group(2), row.group(3).strip()))
        .containsExactlyInAnyOrderElementsOf(roles);
  }

  private static String verbs(ClusterRole role, String resource) {
    return String.join(
        ", ",
        role.getRules().stream()
            .filter(rule -> rule.getResources().equals(List.of(resource)))
            .map(PolicyRule::getVerbs)
            .flatMap(List::stream)
            .toList());
  }
}
