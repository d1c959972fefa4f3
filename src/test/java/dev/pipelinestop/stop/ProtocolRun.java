package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.Stop;
import dev.pipelinestop.api.StopMode;
import dev.pipelinestop.api.StopOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One request from its creation to its end: runs the rounds as the operator does, against an AWS
 * and a clock of the test's, and checks with every decision what must hold whatever happens.
 */
final class ProtocolRun {
  static final Instant CREATED = Instant.parse("2026-11-22T10:00:00Z");
  static final Instant NOT_AFTER = CREATED.plus(Duration.ofHours(1));
  static final String EXECUTION = "0f3b1e9e-8a43-4a3f-9f4b-3d1f1b8f2f10";

  private final Aws aws;
  private final Recording recording = new Recording();
  private final Set<String> sentAttempts = new HashSet<>();
  private final Set<String> reported = new HashSet<>();
  private final StopProtocol protocol;
  private PipelineStopRequestSpec spec = namesNothing().pipelineExecutionId(EXECUTION).build();
  private String account = "111122223333";
  private String home = "eu-west-1";
  private Duration correction = Duration.ZERO;
  private boolean confirmed = true;
  private Duration lookTakes = Duration.ZERO;
  private long generation = 1;
  private int attempts;
  private Instant now = CREATED;

  ProtocolRun(Aws aws) {
    this(aws, Timing.standard());
  }

  ProtocolRun(Aws aws, Timing timing) {
    this.aws = aws;
    this.protocol = new StopProtocol(timing, () -> "attempt-" + ++attempts);
  }

  /** The user applies this spec: a new one at first, a change later. */
  ProtocolRun asks(UnaryOperator<PipelineStopRequestSpecBuilder> change) {
    spec = change.apply(spec.with()).build();
    generation++;
    return this;
  }

  /** The user names a stage instead of an execution. */
  ProtocolRun asksForStage(String name) {
    boolean dryRun = spec.onlyReports();
    return asks(other -> namesNothing().stageName(name).notAfter(NOT_AFTER).dryRun(dryRun));
  }

  static PipelineStopRequestSpecBuilder namesNothing() {
    return PipelineStopRequestSpecBuilder.builder().pipelineName("release");
  }

  ProtocolRun abandon() {
    return asks(spec -> spec.abandon(true));
  }

  ProtocolRun unknownField(String name) {
    return asks(spec -> spec.unknownFields(Map.of(name, "value")));
  }

  /** The bound of a first stop. */
  Instant notAfter() {
    Instant said = spec.notAfter();
    return said == null ? NOT_AFTER : said;
  }

  ProtocolRun inAccount(String other) {
    account = other;
    return this;
  }

  /** The region that the operator works in, for requests that name none. */
  ProtocolRun operatorIn(String region) {
    home = region;
    return this;
  }

  /** The operator's own clock is so much behind AWS's. */
  ProtocolRun clockBehind(Duration difference) {
    correction = difference;
    return this;
  }

  /** No answer of AWS has told the time yet. */
  ProtocolRun clockUnknown() {
    confirmed = false;
    return this;
  }

  /** How long a look takes from its start until its details are read. */
  ProtocolRun lookTakes(Duration duration) {
    lookTakes = duration;
    return this;
  }

  ProtocolRun passes(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  ProtocolRun passes(long seconds) {
    return passes(Duration.ofSeconds(seconds));
  }

  ProtocolRun at(Instant instant) {
    now = instant;
    return this;
  }

  /** One round, from nothing to what it waits for. */
  NextStep round() {
    return proceed(new Observation.Nothing());
  }

  /** One round that ends with an attempt recorded and not sent. */
  NextStep.SendStop roundUntilSend() {
    NextStep next = advance(new Observation.Nothing());
    assertThat(next).isInstanceOf(NextStep.SendStop.class);
    return (NextStep.SendStop) next;
  }

  /** Rounds, each when the one before said, for as long as this. */
  NextStep runFor(Duration duration) {
    Instant end = now.plus(duration);
    NextStep next = round();
    while (next instanceof NextStep.WaitUntil wait && !wait.instant().isAfter(end)) {
      now = wait.instant();
      next = round();
    }
    now = end;
    return next;
  }

  /** The rest of a round that has just observed this. */
  NextStep proceed(Observation observation) {
    NextStep next = advance(observation);
    while (next instanceof NextStep.SendStop step) {
      next = advance(answered(step, aws.stop(step, now)));
    }
    return next;
  }

  /** The answer to an attempt that was left unsent or unanswered comes after all. */
  NextStep answer(NextStep.SendStop step, StopAnswer answer) {
    return proceed(answered(step, answer));
  }

  NextStep lookFails(AwsFailure.Meaning meaning, int inARow) {
    return proceed(new Observation.LookFailed(Sightings.failure(meaning), inARow));
  }

  /** What the last step leads to, up to one that sends or ends the round. */
  NextStep advance(Observation first) {
    Observation observation = first;
    while (true) {
      Decision decision = decide(observation);
      switch (decision.next()) {
        case NextStep.ResolveStage step -> {
          assertThat(status().pipelineExecutionId()).as("resolved once").isNull();
          observation =
              new Observation.StageLooked(
                  StageLook.at(account, "eu-west-1", aws.occupancy(step.stage(), now)));
        }
        case NextStep.ReadParallel step ->
            observation = new Observation.StageLooked(step.look().withParallel(aws.parallelMode()));
        case NextStep.BeginLook step -> {
          Look look = Look.at(now, account, regionOf(step), aws.execution(step.target(), now));
          if (look.execution() instanceof ExecutionSighting.Found found) {
            reported.add(found.status());
          }
          observation = new Observation.Looked(look);
        }
        case NextStep.ReadDetails step -> {
          observation = new Observation.Looked(aws.read(step, now));
          now = now.plus(lookTakes);
        }
        case NextStep.SendStop step -> {
          return checked(step);
        }
        case NextStep.WaitUntil wait -> {
          assertThat(wait.instant()).as("the end of a pause").isAfter(now);
          return wait;
        }
        case NextStep.Idle idle -> {
          return idle;
        }
        case NextStep.Finished finished -> {
          assertThat(status().finishedAt()).isNotNull();
          return finished;
        }
      }
    }
  }

  private String regionOf(NextStep.BeginLook step) {
    String named = step.target().region();
    return named == null ? home : named;
  }

  private Decision decide(Observation observation) {
    PipelineStopRequestStatus before = status();
    Decision decision =
        protocol.decide(request(), observation, new Now(now, correction, confirmed));
    recording.write(spec, decision.status());
    if (before.finishedAt() != null) {
      assertThat(status())
          .as("I6: a finished request does not change")
          .usingRecursiveComparison()
          .ignoringFields("observedGeneration", "conditions.observedGeneration")
          .isEqualTo(before);
      assertThat(decision.next()).as("I6").isInstanceOf(NextStep.Finished.class);
    }
    if ("True".equals(conditionStatus("Stopped"))) {
      assertThat(reported).as("I4: AWS reported Stopped").contains("Stopped");
    }
    return decision;
  }

  private NextStep checked(NextStep.SendStop step) {
    Stop recorded = stop(step.mode());
    assertThat(step.target())
        .as("I1")
        .isEqualTo(new Target("release", EXECUTION, status().region()));
    assertThat(status().pipelineExecutionId()).as("I1: pinned").isEqualTo(EXECUTION);
    assertThat(recorded.attemptId()).as("I3: recorded").isEqualTo(step.attemptId());
    assertThat(recorded.outcome()).as("I3: not answered").isNull();
    assertThat(sentAttempts.add(step.attemptId())).as("I3: sent once").isTrue();
    assertThat(spec.onlyReports()).as("a dry run").isFalse();
    if (spec.stageName() != null && sentAttempts.size() == 1) {
      assertThat(status().inProgressActions())
          .as("in the stage before the first stop")
          .anyMatch(action -> action.stage().equals(spec.stageName()));
    }
    assertThat(step.mode()).as("I5").isIn(spec.wantedMode(), escalated());
    assertThat(status().finishedAt()).as("I6").isNull();
    assertThat(status().settledSince()).as("no stop after the end").isNull();
    if (!isInEffectSinceTheBound()) {
      assertThat(step.notAfter()).as("I7").isBeforeOrEqualTo(notAfter());
    }
    return step;
  }

  /** A stop of ours, or somebody else's that was seen before a first one would have been late. */
  private boolean isInEffectSinceTheBound() {
    Instant since = status().stoppingSince();
    boolean ours =
        Arrays.stream(StopMode.values())
            .anyMatch(new Attempts(status(), Timing.standard())::inEffect);
    return ours || (since != null && !since.isAfter(notAfter()));
  }

  /** The mode that the user has left to the deadline, if it has passed. */
  private StopMode escalated() {
    Instant since = status().stoppingSince();
    boolean due =
        since != null
            && spec.longestWait().filter(longest -> !now.isBefore(since.plus(longest))).isPresent();
    return due ? StopMode.ABANDON : spec.wantedMode();
  }

  Observation answered(NextStep.SendStop step, StopAnswer answer) {
    return new Observation.StopAnswered(step.mode(), step.attemptId(), answer, now);
  }

  Request request() {
    return new Request("team-a", "stop-it", "uid-1", CREATED, generation, spec, status());
  }

  Instant now() {
    return now;
  }

  PipelineStopRequestStatus status() {
    return recording.status();
  }

  int writes() {
    return recording.written().size();
  }

  List<PipelineStopRequestStatus> written() {
    return recording.written();
  }

  Stop stop(StopMode mode) {
    return status().stop(mode).orElseThrow();
  }

  StopOutcome outcome(StopMode mode) {
    StopOutcome outcome = stop(mode).outcome();
    return Objects.requireNonNull(outcome, "no outcome yet");
  }

  String reason() {
    return status().condition("Succeeded").map(Condition::reason).orElse("none");
  }

  String message() {
    return status().condition("Succeeded").map(Condition::message).orElse("");
  }

  String conditionStatus(String type) {
    return status().condition(type).map(Condition::status).orElse("absent");
  }
}
