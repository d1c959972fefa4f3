package dev.pipelinestop.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.chart.Chart;
import org.junit.jupiter.api.Test;

/** What becomes of Kubernetes' own roles, by its own controller. */
@WithTeam
class UserRolesIT {
  private final Team team;

  UserRolesIT(Team team) {
    this.team = team;
  }

  @Test
  void editAndAdminStopOnlyWhereThatWasAskedFor() {
    var editor = Member.EDITOR.username();
    var admin = Member.ADMIN.username();
    assertThat(team.may(editor, "stop", "pipelines", "a")).isFalse();
    assertThat(team.may(admin, "abandon", "pipelines", "a")).isFalse();

    var asked =
        team.install(Chart.standard().named("trusting").with("userRoles: {aggregateToEdit: true}"));
    try {
      team.await(
          "edit and admin may stop and abandon",
          () ->
              team.may(editor, "stop", "pipelines", "a")
                  && team.may(editor, "abandon", "pipelines", "a")
                  && team.may(editor, "create", "pipelinestoprequests", "")
                  && team.may(admin, "abandon", "pipelines", "a"));
      assertThat(team.may(Member.VIEWER.username(), "stop", "pipelines", "a")).isFalse();
      // Two releases ask the same, and each is content.
      var trial = team.trial(Member.EDITOR);
      var reply =
          trial.own().create(trial.request().with("\"abandon\": true").toString(), "Strict");
      assertThat(Answer.of(reply)).isEqualTo(Answer.YES);
    } finally {
      asked.forEach(object -> team.client().resource(object).delete());
      team.await(
          "edit and admin are as before",
          () ->
              !team.may(editor, "stop", "pipelines", "a")
                  && !team.may(admin, "abandon", "pipelines", "a")
                  && !team.may(editor, "create", "pipelinestoprequests", ""));
    }
  }

  /** RBAC lets nobody give more than he has. */
  @Test
  void anAdministratorOfTheNamespaceCannotLetHimselfStop() {
    var kubectl = team.server().kubectl(Member.ADMIN.username()).with("--namespace=team-a");

    var refusal =
        kubectl
            .run(
                "create",
                "rolebinding",
                "mine",
                "--clusterrole=pipeline-stop-operator-stopper",
                "--user=admin")
            .refusal();

    assertThat(refusal).contains("attempting to grant RBAC permissions not currently held");
  }
}
