package dev.pipelinestop.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Everybody tries everything, and is answered as the documentation says. */
@WithTeam
class PermissionMatrixIT {
  private final Team team;

  PermissionMatrixIT(Team team) {
    this.team = team;
  }

  @Test
  void everybodyMayDoWhatTheMatrixSaysAndNothingElse() {
    var answered = Matrix.of((deed, member) -> Answer.of(deed.attempt(team.trial(member))));

    System.out.println(answered);
    assertThat(answered.toString()).isEqualTo(Matrix.expected().toString());
  }
}
