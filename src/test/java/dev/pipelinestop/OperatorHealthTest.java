package dev.pipelinestop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.leadership.Leadership;
import dev.pipelinestop.reconcile.Agenda;
import dev.pipelinestop.reconcile.Permissions;
import dev.pipelinestop.reconcile.Watches;
import dev.pipelinestop.telemetry.Page;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the operator is live, and when it is ready. */
final class OperatorHealthTest {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private Duration step = Duration.ZERO;
  private Agenda.Late late = new Agenda.Late(0, Duration.ZERO, List.of());
  private Watches.Watch watch = new Watches.Watch("namespace a", true, true, Duration.ZERO);
  private Permissions.@Nullable Answer permissions = new Permissions.Answer(List.of(), List.of());
  private Leadership.State leadership = Leadership.State.LEADING;
  private final OperatorHealth health =
      new OperatorHealth(
          new OperatorHealth.Signs(
              () -> 3,
              () -> step,
              () -> late,
              () -> List.of(watch),
              () -> permissions,
              () -> leadership));

  @BeforeEach
  void itRuns() {
    health.running();
  }

  private void isLive() {
    assertThat(health.live().answer()).extracting(Page.Answer::status).isEqualTo(200);
  }

  private void isNotLive(String because) {
    Page.Answer answer = health.live().answer();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text().lines().filter(line -> line.startsWith("FAILED: ")))
        .singleElement()
        .asString()
        .contains(because);
  }

  @Test
  void everythingIsSaidInALineEach() {
    assertThat(health.live().answer().text())
        .isEqualTo(
            """
            OK: rounds in progress: 3, longest at its step for 0 s (at most 600 s)
            OK: requests that are due and were not taken up: 0, for 0 s (at most 180 s)
            OK: watch of namespace a runs
            """);
  }

  @Test
  void aStepThatDoesNotEndIsDeath() {
    step = OperatorHealth.LONGEST_STEP;
    isLive();
    step = OperatorHealth.LONGEST_STEP.plus(MOMENT);
    isNotLive("rounds in progress: 3");
  }

  @Test
  void requestsThatAreNotTakenUpAreDeath() {
    late = new Agenda.Late(2, OperatorHealth.LATEST, List.of());
    isLive();
    late = new Agenda.Late(2, OperatorHealth.LATEST.plus(MOMENT), List.of());
    isNotLive("not taken up: 2, for 181 s");
  }

  @Test
  void aWatchThatHasEndedIsDeath() {
    watch = new Watches.Watch("namespace a", false, true, Duration.ZERO);
    isNotLive("watch of namespace a has ended");
  }

  @Test
  void aWatchThatIsDeafIsDeath() {
    watch = new Watches.Watch("namespace a", true, true, OperatorHealth.DEAFEST);
    isLive();
    watch = new Watches.Watch("namespace a", true, true, OperatorHealth.DEAFEST.plus(MOMENT));
    isNotLive("watch of namespace a has been broken for 121 s");
  }

  /** Nothing is handed over yet, or any more: nothing is missed. */
  @Test
  void whileItStartsAndStopsOnlyItsRoundsCount() {
    late = new Agenda.Late(2, Duration.ofHours(1), List.of());
    watch = new Watches.Watch("namespace a", false, false, Duration.ofHours(1));
    health.stopping();
    isLive();
    OperatorHealth young =
        new OperatorHealth(
            new OperatorHealth.Signs(
                () -> 0,
                () -> step,
                () -> late,
                () -> List.of(watch),
                () -> permissions,
                () -> leadership));
    assertThat(young.live().answer().status()).isEqualTo(200);
    assertThat(ready(young))
        .containsExactly(
            "503",
            "FAILED: starting: does not watch yet",
            "OK: permissions are granted",
            "OK: leading");
  }

  /** The status and the lines of the readiness. */
  private static List<String> ready(OperatorHealth health) {
    Page.Answer answer = health.ready().answer();
    return Stream.concat(Stream.of("" + answer.status()), answer.text().lines()).toList();
  }

  @Test
  void itIsReadyWhenEveryRequestIsKnown() {
    assertThat(ready(health))
        .containsExactly(
            "200",
            "OK: requests of namespace a are known",
            "OK: permissions are granted",
            "OK: leading");
    watch = new Watches.Watch("namespace a", true, false, Duration.ZERO);
    assertThat(ready(health))
        .containsExactly(
            "503",
            "FAILED: requests of namespace a were not listed yet",
            "OK: permissions are granted",
            "OK: leading");
  }

  @Test
  void oneThatStandsByIsReadyAndHasNothingToTakeUp() {
    leadership = Leadership.State.STANDBY;
    late = new Agenda.Late(2, Duration.ofHours(1), List.of());
    isLive();
    assertThat(ready(health)).contains("200", "OK: standing by");
    leadership = Leadership.State.ENDED;
    isLive();
    assertThat(ready(health)).contains("503", "FAILED: leads no more: ending");
  }

  @Test
  void aPermissionThatIsMissingIsNamed() {
    permissions = new Permissions.Answer(List.of("create on events in namespace a"), List.of());
    assertThat(ready(health))
        .containsExactly(
            "503",
            "OK: requests of namespace a are known",
            "FAILED: permission missing: create on events in namespace a",
            "OK: leading");
    isLive();
    permissions = null;
    assertThat(ready(health))
        .contains("503", "FAILED: permissions: the API server was not asked yet");
  }

  /** It may be created at any time, and the others are served meanwhile. */
  @Test
  void aNamespaceThatDoesNotExistIsOnlySaid() {
    permissions = new Permissions.Answer(List.of(), List.of("b"));
    assertThat(ready(health)).contains("200", "NOTE: namespace b does not exist yet");
  }

  @Test
  void oneThatStopsIsNotReady() {
    health.stopping();
    assertThat(ready(health)).contains("503", "FAILED: stopping: takes no work any more");
  }
}
