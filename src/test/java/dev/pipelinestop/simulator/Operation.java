package dev.pipelinestop.simulator;

import static dev.pipelinestop.simulator.Member.FLAG;
import static dev.pipelinestop.simulator.Member.GROUP;
import static dev.pipelinestop.simulator.Member.MAX_RESULTS;
import static dev.pipelinestop.simulator.Member.NAME;
import static dev.pipelinestop.simulator.Member.NEXT_TOKEN;
import static dev.pipelinestop.simulator.Member.ROWS;
import static dev.pipelinestop.simulator.Member.UUID;
import static dev.pipelinestop.simulator.Member.oneOf;
import static dev.pipelinestop.simulator.Member.optional;
import static dev.pipelinestop.simulator.Member.required;
import static dev.pipelinestop.simulator.Member.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations of CodePipeline that are simulated: the table of their requests. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are, only their type does not say so.
enum Operation {
  STOP_PIPELINE_EXECUTION(
      "StopPipelineExecution",
      required("pipelineName", NAME),
      required("pipelineExecutionId", UUID),
      optional("abandon", FLAG),
      optional("reason", text(0, 200))),
  GET_PIPELINE_EXECUTION(
      "GetPipelineExecution",
      required("pipelineName", NAME),
      required("pipelineExecutionId", UUID)),
  GET_PIPELINE_STATE("GetPipelineState", required("name", NAME)),
  LIST_ACTION_EXECUTIONS(
      "ListActionExecutions",
      required("pipelineName", NAME),
      optional("filter", GROUP),
      optional("filter.pipelineExecutionId", UUID),
      optional("filter.latestInPipelineExecution", GROUP),
      required("filter.latestInPipelineExecution.pipelineExecutionId", UUID),
      required("filter.latestInPipelineExecution.startTimeRange", oneOf("Latest", "All")),
      optional("maxResults", MAX_RESULTS),
      optional("nextToken", NEXT_TOKEN)),
  LIST_PIPELINE_EXECUTIONS(
      "ListPipelineExecutions",
      required("pipelineName", NAME),
      optional("filter", GROUP),
      optional("filter.succeededInStage", GROUP),
      optional("filter.succeededInStage.stageName", NAME),
      optional("maxResults", MAX_RESULTS),
      optional("nextToken", NEXT_TOKEN)),
  LIST_PIPELINES(
      "ListPipelines",
      optional("maxResults", new Member.Type.Whole(1, 1000)),
      optional("nextToken", NEXT_TOKEN)),
  START_PIPELINE_EXECUTION(
      "StartPipelineExecution",
      required("name", NAME),
      optional("variables", ROWS),
      optional("clientRequestToken", text(1, 128)),
      optional("sourceRevisions", ROWS)),
  ENABLE_STAGE_TRANSITION(
      "EnableStageTransition",
      required("pipelineName", NAME),
      required("stageName", NAME),
      required("transitionType", oneOf("Inbound", "Outbound"))),
  DISABLE_STAGE_TRANSITION(
      "DisableStageTransition",
      required("pipelineName", NAME),
      required("stageName", NAME),
      required("transitionType", oneOf("Inbound", "Outbound")),
      required("reason", text(1, 300))),
  PUT_APPROVAL_RESULT(
      "PutApprovalResult",
      required("pipelineName", NAME),
      required("stageName", NAME),
      required("actionName", NAME),
      required("result", GROUP),
      required("result.summary", text(0, 512)),
      required("result.status", oneOf("Approved", "Rejected")),
      required("token", UUID)),
  RETRY_STAGE_EXECUTION(
      "RetryStageExecution",
      required("pipelineName", NAME),
      required("stageName", NAME),
      required("pipelineExecutionId", UUID),
      required("retryMode", oneOf("FAILED_ACTIONS", "ALL_ACTIONS")));

  private final String wireName;
  private final List<Member> members;

  Operation(String wireName, Member... members) {
    this.wireName = wireName;
    this.members = List.of(members);
  }

  static @Nullable Operation named(String name) {
    for (var operation : values()) {
      if (operation.wireName.equals(name)) {
        return operation;
      }
    }
    return null;
  }

  /** The member that names the pipeline: it is not called the same everywhere. */
  String pipelineMember() {
    return this == GET_PIPELINE_STATE || this == START_PIPELINE_EXECUTION ? "name" : "pipelineName";
  }

  /** Throws a ValidationException that tells everything that is wrong. */
  void validate(JsonNode request) {
    var violations =
        members.stream().flatMap(member -> member.violations(request).stream()).toList();
    if (!violations.isEmpty()) {
      throw new AwsError(
          "ValidationException",
          "%d validation error%s detected: %s"
              .formatted(
                  violations.size(),
                  violations.size() == 1 ? "" : "s",
                  String.join("; ", violations)));
    }
  }

  @Override
  public String toString() {
    return wireName;
  }
}
