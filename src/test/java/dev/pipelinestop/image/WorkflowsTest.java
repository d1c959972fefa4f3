package dev.pipelinestop.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pipelinestop.image.Workflow.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the workflows name is there. Nothing else tries them before a change or a tag is pushed. */
final class WorkflowsTest {
  private static final Pattern ACTION = Pattern.compile("[\\w.-]+/[\\w.-]+@v\\d+(\\.\\d+)*");
  private static final Pattern OURS =
      Pattern.compile("(?:\\./)?(?:\\.ci|\\.github|deploy|src|crds|helm|docs)(?:/[\\w./*-]*)?");
  private static final Pattern OUTPUT =
      Pattern.compile("\\$\\{\\{ (needs|steps)\\.([\\w-]+)\\.outputs\\.([\\w-]+) }}");
  private static final Pattern VARIABLE = Pattern.compile("(?:\\$\\{?|strenv\\()([A-Z][A-Z_]+)");
  private static final Pattern EXPORT =
      Pattern.compile("echo \"([A-Z]+)=[^\"]*\" >> \"\\$GITHUB_ENV\"");

  static List<Workflow> workflows() throws IOException {
    return Workflow.all();
  }

  @Test
  void thereAreThose() throws IOException {
    assertThat(workflows())
        .extracting(workflow -> workflow.file().getFileName().toString())
        .contains("verify.yml", "release.yml");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void whatIsUsedHasAVersionOrIsOurs(Workflow workflow) {
    assertThat(workflow.uses())
        .isNotEmpty()
        .allSatisfy(
            used -> {
              if (used.startsWith("./")) {
                assertThat(Path.of(used)).exists();
                assertThat(Workflow.read(Path.of(used)).yaml().path("on").has("workflow_call"))
                    .isTrue();
              } else {
                assertThat(used).matches(ACTION);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyJobIsBounded(Workflow workflow) {
    assertThat(workflow.jobs())
        .isNotEmpty()
        .allSatisfy(
            job ->
                assertThat(
                        workflow.job(job).has("timeout-minutes") || workflow.job(job).has("uses"))
                    .as(job)
                    .isTrue());
  }

  @Test
  void whatMayBeWrittenIsWhatTheReleaseWrites() throws IOException {
    Map<String, List<String>> written = new TreeMap<>();
    for (Workflow workflow : workflows()) {
      assertThat(workflow.yaml().has("permissions")).as(workflow.file().toString()).isTrue();
      note(written, workflow.file().getFileName().toString(), workflow.yaml());
      for (String job : workflow.jobs()) {
        note(written, workflow.file().getFileName() + " " + job, workflow.job(job));
      }
    }
    assertThat(written)
        .isEqualTo(
            Map.of(
                "release.yml image", List.of("packages"),
                "release.yml publish", List.of("contents", "packages", "id-token")));
  }

  private static void note(Map<String, List<String>> written, String where, JsonNode level) {
    JsonNode permissions = level.path("permissions");
    List<String> all =
        Workflow.names(permissions).stream()
            .filter(name -> !permissions.get(name).asText().equals("read"))
            .toList();
    if (!all.isEmpty()) {
      written.put(where, all);
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyFileThatAStepNamesIsThere(Workflow workflow) {
    List<String> named = new ArrayList<>();
    for (Step step : workflow.steps()) {
      Stream.of(
              Stream.of(step.script()),
              Workflow.texts(step.yaml().path("with").path("file")).stream(),
              Workflow.texts(step.yaml().path("with").path("context")).stream())
          .flatMap(texts -> texts)
          .flatMap(text -> Stream.of(text.split("[\\s\"'=]+")))
          .filter(word -> OURS.matcher(word).matches())
          .forEach(named::add);
    }
    assertThat(named)
        .isNotEmpty()
        .allSatisfy(
            name -> {
              Path path = Path.of(name);
              String file = path.getFileName().toString();
              Path folder = path.getParent() == null ? Path.of("") : path.getParent();
              try (var found = Files.newDirectoryStream(folder, file)) {
                assertThat(found).as(name).isNotEmpty();
              }
              if (name.startsWith(".ci/")) {
                assertThat(path).isExecutable();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyOutputThatIsReadIsWritten(Workflow workflow) {
    for (String name : workflow.jobs()) {
      JsonNode job = workflow.job(name);
      List<String> needs = Workflow.texts(job.path("needs"));
      assertThat(workflow.jobs()).containsAll(needs);
      List<String> ids = job.path("steps").findValues("id").stream().map(JsonNode::asText).toList();
      for (MatchResult output : OUTPUT.matcher(job.toString()).results().toList()) {
        if (output.group(1).equals("steps")) {
          assertThat(ids).as(output.group()).contains(output.group(2));
        } else {
          assertThat(needs).as(output.group()).contains(output.group(2));
          assertThat(workflow.job(output.group(2)).path("outputs").has(output.group(3)))
              .as(output.group())
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyVariableThatAScriptReadsIsSet(Workflow workflow) {
    for (Step step : workflow.steps()) {
      List<String> exported =
          EXPORT
              .matcher(step.job().toString().replace("\\\"", "\""))
              .results()
              .map(match -> match.group(1))
              .toList();
      assertThat(VARIABLE.matcher(step.script()).results().map(match -> match.group(1)))
          .as(step.toString())
          .filteredOn(name -> !name.startsWith("GITHUB_"))
          .allSatisfy(
              name ->
                  assertThat(step.variables().contains(name) || exported.contains(name))
                      .as(name)
                      .isTrue());
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void whatFailsBeforeAPipeFailsTheStep(Workflow workflow) {
    assertThat(workflow.steps())
        .filteredOn(step -> step.script().contains("|"))
        .allSatisfy(
            step ->
                assertThat(workflow.yaml().at("/defaults/run/shell").asText())
                    .as(step.toString())
                    .isEqualTo("bash"));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void theRegistryIsThatOfTheRepository(Workflow workflow) {
    assertThat(workflow.yaml().findValues("registry"))
        .allSatisfy(
            registry -> assertThat(registry.asText()).isEqualTo("${{ vars.IMAGE_REGISTRY }}"));
  }
}
