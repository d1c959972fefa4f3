package dev.pipelinestop.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The audit log tells who asked to stop what, which AWS cannot know. */
@WithTeam
class AuditIT {
  private static final String PREFIX = "pipeline-stop-operator/";
  private static final String EXECUTION = "11111111-1111-4111-8111-111111111111";

  private final Team team;

  AuditIT(Team team) {
    this.team = team;
  }

  @Test
  void tellsWhoAskedToStopWhatAndHow() {
    var trial = team.trial(Member.STOPPER);
    assertThat(trial.own().create(trial.request().toString(), "Strict").taken()).isTrue();

    var event = event("create", trial.name());

    assertThat(asked(event))
        .isEqualTo(
            Map.of(
                "user", "stopper",
                "mode", "wait",
                "pipeline", "payments-deploy",
                "execution", EXECUTION));
    assertThat(event.at("/objectRef/namespace").asText()).isEqualTo(Team.NAMESPACE);
  }

  @Test
  void tellsOfAStageWhenItShallBeAbandonedAndWhere() {
    var trial = team.trial(Member.ABANDONER);
    var request =
        trial
            .request()
            .inStage("Deploy")
            .with("\"abandonAfter\": \"10m\", \"region\": \"eu-west-1\"");
    assertThat(trial.own().create(request.toString(), "Strict").taken()).isTrue();

    assertThat(asked(event("create", trial.name())))
        .isEqualTo(
            Map.of(
                "user", "abandoner",
                "mode", "wait, then abandon after 10m",
                "pipeline", "payments-deploy",
                "stage", "Deploy",
                "region", "eu-west-1"));
  }

  @Test
  void tellsOfADryRun() {
    var trial = team.trial(Member.ABANDONER);
    var request = trial.request().with("\"dryRun\": true, \"abandon\": true");
    assertThat(trial.own().create(request.toString(), "Strict").taken()).isTrue();

    assertThat(asked(event("create", trial.name()))).containsEntry("mode", "dry run of abandon");
  }

  @Test
  void tellsWhoEscalatedAndWhichExecutionWasInTheStage() {
    var trial = team.trial(Member.ABANDONER);
    var name = trial.prepared(trial.request().inStage("Deploy"));
    assertThat(
            team.writeStatus(Member.OPERATOR.username(), name, "pipelineExecutionId", EXECUTION)
                .taken())
        .isTrue();
    assertThat(trial.own().patch(name, "{\"spec\": {\"abandon\": true}}").taken()).isTrue();

    assertThat(asked(event("patch", name)))
        .isEqualTo(
            Map.of(
                "user", "abandoner",
                "mode", "abandon",
                "pipeline", "payments-deploy",
                "execution", EXECUTION,
                "stage", "Deploy"));
  }

  @Test
  void tellsWhoWasRefused() {
    var trial = team.trial(Member.REQUESTER);
    assertThat(Answer.of(trial.own().create(trial.request().toString(), "Strict")))
        .isEqualTo(Answer.POLICY);

    var event = event("create", trial.name());

    assertThat(asked(event)).containsEntry("user", "requester").containsEntry("mode", "wait");
    assertThat(event.at("/responseStatus/code").asInt()).isEqualTo(403);
    assertThat(
            event
                .get("annotations")
                .get("validation.policy.admission.k8s.io/validation_failure")
                .asText())
        .contains("cannot stop pipelines.pipelinestop.dev");
  }

  @Test
  void tellsOfBothWhereOneActsForTheOther() {
    var trial = team.trial(Member.EDITOR);
    assertThat(trial.as(Team.ACCOUNT).create(trial.request().toString(), "Strict").taken())
        .isTrue();

    var event = event("create", trial.name());

    assertThat(event.at("/user/username").asText()).isEqualTo("editor");
    assertThat(event.at("/impersonatedUser/username").asText()).isEqualTo(Team.ACCOUNT);
    assertThat(asked(event)).containsEntry("user", Team.ACCOUNT);
  }

  /** No annotation is no question: it is written with every answer of the policy. */
  @Test
  void nobodyIsAskedWhoStopsNothing() {
    var trial = team.trial(Member.REQUESTER);
    var name = trial.prepared();
    assertThat(
            team.writeStatus(Member.OPERATOR.username(), name, "executionStatusSummary", "a")
                .taken())
        .isTrue();
    assertThat(trial.own().patch(name, "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}").taken())
        .isTrue();
    assertThat(team.api(Member.OPERATOR.username()).delete(name).taken()).isTrue();

    event("delete", name);

    assertThat(events(name))
        .filteredOn(event -> !event.get("verb").asText().equals("create"))
        .extracting(event -> event.get("verb").asText())
        .contains("update", "patch", "delete");
    assertThat(events(name))
        .filteredOn(event -> !event.get("verb").asText().equals("create"))
        .allSatisfy(event -> assertThat(asked(event)).isEmpty());
  }

  private JsonNode event(String verb, String name) {
    team.await(
        verb + " of " + name + " is in the audit log",
        () -> events(name).stream().anyMatch(event -> event.get("verb").asText().equals(verb)));
    return events(name).stream()
        .filter(event -> event.get("verb").asText().equals(verb))
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private List<JsonNode> events(String name) {
    return team.server().auditLog().events().stream()
        .filter(event -> event.at("/objectRef/name").asText().equals(name))
        .toList();
  }

  /** What the policy has added, without its name. */
  private static Map<String, String> asked(JsonNode event) {
    var asked = new TreeMap<String, String>();
    event
        .path("annotations")
        .properties()
        .forEach(
            annotation -> {
              if (annotation.getKey().startsWith(PREFIX)) {
                asked.put(
                    annotation.getKey().substring(PREFIX.length()), annotation.getValue().asText());
              }
            });
    return asked;
  }
}
