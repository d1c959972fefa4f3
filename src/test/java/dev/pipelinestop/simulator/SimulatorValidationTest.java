package dev.pipelinestop.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionFilter;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineException;

/** Validation comes before the pipeline is looked up: there is none here. */
class SimulatorValidationTest {
  private static final String ID = "11111111-1111-4111-8111-111111111111";

  private final Simulator simulator = Simulator.virtual();
  private final CodePipelineClient client = SdkClients.codePipeline(simulator);

  private static String refusal(Runnable call) {
    var refused = catchThrowableOfType(CodePipelineException.class, call::run);
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.requestId()).isNotBlank();
    return refused.awsErrorDetails().errorMessage();
  }

  @Test
  void tellsEverythingThatIsMissing() {
    assertThat(refusal(() -> client.stopPipelineExecution(r -> {})))
        .isEqualTo(
            "2 validation errors detected: Value at 'pipelineName' failed to satisfy constraint:"
                + " Member must not be null; Value at 'pipelineExecutionId' failed to satisfy"
                + " constraint: Member must not be null");
  }

  @Test
  void demandsALowerCaseUuid() {
    assertThat(
            refusal(
                () ->
                    client.getPipelineExecution(
                        r -> r.pipelineName("p").pipelineExecutionId("ABC"))))
        .isEqualTo(
            "1 validation error detected: Value at 'pipelineExecutionId' failed to satisfy"
                + " constraint: Member must satisfy regular expression pattern:"
                + " [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  }

  @Test
  void limitsTheReason() {
    assertThat(
            refusal(
                () ->
                    client.stopPipelineExecution(
                        r -> r.pipelineName("p").pipelineExecutionId(ID).reason("x".repeat(201)))))
        .contains("'reason'", "Member must have length less than or equal to 200");
  }

  @Test
  void limitsNames() {
    assertThat(refusal(() -> client.getPipelineState(r -> r.name("x".repeat(101)))))
        .contains("'name'", "Member must have length less than or equal to 100");
    assertThat(refusal(() -> client.getPipelineState(r -> r.name("a b"))))
        .contains("Member must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+");
  }

  @Test
  void limitsThePage() {
    assertThat(refusal(() -> client.listActionExecutions(r -> r.pipelineName("p").maxResults(101))))
        .contains("'maxResults'", "Member must have value less than or equal to 100");
    assertThat(refusal(() -> client.listPipelineExecutions(r -> r.pipelineName("p").maxResults(0))))
        .contains("'maxResults'", "Member must have value greater than or equal to 1");
  }

  @Test
  void looksIntoNestedMembersOnlyWhereTheyAre() {
    var filter =
        ActionExecutionFilter.builder()
            .latestInPipelineExecution(l -> l.startTimeRange("Yesterday"))
            .build();
    assertThat(refusal(() -> client.listActionExecutions(r -> r.pipelineName("p").filter(filter))))
        .contains(
            "2 validation errors",
            "'filter.latestInPipelineExecution.pipelineExecutionId'",
            "Member must satisfy enum value set: [Latest, All]");
  }

  @Test
  void demandsAReasonToDisableATransition() {
    assertThat(
            refusal(
                () ->
                    client.disableStageTransition(
                        r -> r.pipelineName("p").stageName("s").transitionType("Inbound"))))
        .contains("'reason' failed to satisfy constraint: Member must not be null");
  }
}
