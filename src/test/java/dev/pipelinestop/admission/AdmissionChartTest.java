package dev.pipelinestop.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.chart.Chart;
import dev.pipelinestop.chart.Rendered;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.AuditAnnotation;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Validation;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdmissionChartTest {
  private static final Pattern CALL = Pattern.compile("(\\w+)\\(");
  private static final Set<String> FUNCTIONS_OF_130 =
      Set.of(
          // CEL's own, and its optional values (1.29).
          "has",
          "string",
          "or",
          "orValue",
          // The authorizer (1.27).
          "group",
          "resource",
          "namespace",
          "name",
          "check",
          "allowed");
  private static final String TO_EDIT = "rbac.authorization.k8s.io/aggregate-to-edit";

  @Test
  void thePolicyFailsClosedAndRefuses() {
    var rendered = Chart.standard().render();
    var policy = rendered.the(ValidatingAdmissionPolicy.class);
    var binding = rendered.the(ValidatingAdmissionPolicyBinding.class);

    assertThat(policy.getSpec().getFailurePolicy()).isEqualTo("Fail");
    assertThat(binding.getSpec().getPolicyName()).isEqualTo(policy.getMetadata().getName());
    assertThat(binding.getSpec().getValidationActions()).containsExactly("Deny", "Audit");
    assertThat(binding.getSpec().getMatchResources()).isNull();
  }

  /** A newer function would be refused by the oldest Kubernetes that the chart permits, 1.30. */
  @Test
  void thePolicyUsesNoFunctionThatKubernetes130DoesNotHave() {
    var spec = Chart.standard().render().the(ValidatingAdmissionPolicy.class).getSpec();
    var expressions =
        Stream.of(
                spec.getMatchConditions().stream().map(MatchCondition::getExpression),
                spec.getVariables().stream().map(Variable::getExpression),
                spec.getValidations().stream().map(Validation::getExpression),
                spec.getValidations().stream().map(Validation::getMessageExpression),
                spec.getAuditAnnotations().stream().map(AuditAnnotation::getValueExpression))
            .flatMap(Function.identity())
            .toList();

    assertThat(expressions).hasSizeGreaterThan(10).doesNotContainNull();
    assertThat(expressions.stream().flatMap(text -> CALL.matcher(text).results()))
        .map(call -> call.group(1))
        .isSubsetOf(FUNCTIONS_OF_130);
  }

  /** A message that uses the authorizer does not compile, and one with a line break is dropped. */
  @Test
  void everyMessageIsOneLineAndHasOneToFallBackTo() {
    var validations =
        Chart.standard().render().the(ValidatingAdmissionPolicy.class).getSpec().getValidations();

    assertThat(validations)
        .isNotEmpty()
        .allSatisfy(
            validation -> {
              assertThat(validation.getReason()).isEqualTo("Forbidden");
              assertThat(validation.getMessage()).isNotBlank().doesNotContain("\n");
              assertThat(validation.getMessageExpression())
                  .doesNotContain("authorizer")
                  .doesNotContain("\\n");
            });
  }

  @Test
  void itCanBeTurnedOff() {
    var rendered = Chart.standard().with("admission: {enabled: false}").render();

    assertThat(rendered.every(ValidatingAdmissionPolicy.class)).isEmpty();
    assertThat(rendered.every(ValidatingAdmissionPolicyBinding.class)).isEmpty();
  }

  @Test
  void noRoleButTheViewerIsAPartOfAnother() {
    assertThat(Chart.standard().render().every(ClusterRole.class))
        .filteredOn(
            role ->
                role.getMetadata().getLabels().keySet().stream()
                    .anyMatch(l -> l.contains("aggregate")))
        .map(role -> role.getMetadata().getName())
        .containsExactly("pipeline-stop-operator-viewer");
  }

  @Test
  void stopperAndAbandonerAreWhereThatIsAskedFor() {
    var rendered = Chart.standard().with("userRoles: {aggregateToEdit: true}").render();

    assertThat(rendered.every(ClusterRole.class))
        .filteredOn(role -> role.getMetadata().getLabels().containsKey(TO_EDIT))
        .map(role -> role.getMetadata().getName())
        .containsExactlyInAnyOrder(
            "pipeline-stop-operator-stopper", "pipeline-stop-operator-abandoner");
  }

  @Test
  void theRolesCanBeLeftOut() {
    var names = names(Chart.standard().with("userRoles: {create: false}").render());

    assertThat(names).noneMatch(name -> name.endsWith("er"));
  }

  @Test
  void anotherReleaseHasNamesOfItsOwn() {
    assertThat(names(Chart.standard().render()))
        .doesNotContainAnyElementsOf(names(Chart.standard().named("second").render()));
  }

  private static List<String> names(Rendered rendered) {
    return List.of(
            ValidatingAdmissionPolicy.class,
            ValidatingAdmissionPolicyBinding.class,
            ClusterRole.class)
        .stream()
        .flatMap(kind -> rendered.every(kind).stream())
        .map(object -> object.getKind() + " " + object.getMetadata().getName())
        .toList();
  }
}
