package dev.pipelinestop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipelinestop.api.StopOutcome;
import dev.pipelinestop.stop.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;

/** The reasons and statuses that the documentation lists are those of the code and of AWS. */
class ReasonsDocsTest {
  private static final List<Reason> REASONS = List.of(Reason.values());

  @Test
  void everyReasonIsListedWithItsMeaning() throws IOException {
    new GeneratedPart("docs/status.md", "reasons").isTable(table(REASONS));
  }

  @Test
  void everyResultIsListedInTheReadme() throws IOException {
    new GeneratedPart("README.md", "results")
        .isTable(table(REASONS.stream().filter(r -> r.result() != Reason.Result.WORKING).toList()));
  }

  @Test
  void everyReasonHasWhatToDo() {
    assertThat(Page.read("docs/status.md").firstColumn("## What to do"))
        .containsExactlyInAnyOrderElementsOf(REASONS.stream().map(Reason::name).toList());
  }

  @Test
  void everyStatusOfAnExecutionIsExplained() {
    assertThat(Page.read("docs/status.md").firstColumn("## What AWS reports"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(PipelineExecutionStatus.values())
                .filter(status -> status != PipelineExecutionStatus.UNKNOWN_TO_SDK_VERSION)
                .map(PipelineExecutionStatus::toString)
                .toList());
  }

  @Test
  void everyOutcomeOfAStopIsExplained() {
    var outcomes =
        new ObjectMapper().convertValue(StopOutcome.values(), new TypeReference<List<String>>() {});
    assertThat(Page.read("docs/status.md").firstColumn("## Outcomes"))
        .containsExactlyInAnyOrderElementsOf(outcomes);
  }

  private static List<List<String>> table(List<Reason> reasons) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("Reason", "Succeeded", "Event", "Meaning"));
    for (var reason : reasons) {
      rows.add(
          List.of(
              "`" + reason + "`",
              succeeded(reason),
              reason.isNormal() ? "Normal" : "Warning",
              reason.meaning()));
    }
    return rows;
  }

  private static String succeeded(Reason reason) {
    return switch (reason.result()) {
      case WORKING -> "Unknown";
      case SUCCESS -> "True";
      case FAILURE -> "False";
    };
  }
}
