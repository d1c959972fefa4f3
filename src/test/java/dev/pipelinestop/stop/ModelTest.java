package dev.pipelinestop.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random runs of one request against a model of AWS: crashes, lost answers, other processes, late
 * sends, people who stop and retry, views that lag. {@link ProtocolRun} checks I1 and I3 to I7 with
 * every decision, {@link ModelAws} checks I2; here it is that everything ends once the faults have
 * ended (I8).
 */
class ModelTest {
  private static final int SEEDS = 3000;
  private static final Duration FAULTS = Duration.ofMinutes(10);

  @Test
  void keepsItsPromisesUnderFaults() {
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        runWith(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void runWith(long seed) {
    Random random = new Random(seed);
    ModelAws aws = new ModelAws(random, ProtocolRun.CREATED);
    ProtocolRun run = new ProtocolRun(aws);
    if (random.nextInt(4) == 0) {
      run.abandon();
    }
    if (random.nextInt(3) == 0) {
      run.asksForStage("Deploy");
    }
    if (random.nextInt(3) == 0) {
      run.asks(
          spec -> spec.notAfter(ProtocolRun.CREATED.plusSeconds(1 + random.nextInt(2 * 60 * 60))));
    }
    if (random.nextInt(3) == 0) {
      run.asks(spec -> spec.abandonAfter(1 + random.nextInt(900) + "s"));
    }
    if (random.nextInt(8) == 0) {
      run.asks(spec -> spec.dryRun(true));
    }
    Instant healthy = ProtocolRun.CREATED.plus(FAULTS);
    Instant deadline = healthy.plus(Duration.ofHours(3));
    NextStep next = new NextStep.WaitUntil(run.now());
    while (!(next instanceof NextStep.Finished)) {
      assertThat(run.now()).as("ends: %s", run.status()).isBefore(deadline);
      boolean faults = run.now().isBefore(healthy);
      if (faults && random.nextInt(40) == 0) {
        run.abandon();
      }
      aws.happens(run.now(), faults);
      next = faults ? faulty(run, aws, random) : run.round();
      if (next instanceof NextStep.WaitUntil wait) {
        // A restart, or an edit, begins a round early.
        boolean early = faults && random.nextInt(3) == 0;
        run.at(early ? run.now().plusMillis(1 + random.nextInt(2000)) : wait.instant());
      }
    }
    aws.assertQuietAfter(run);
  }

  /** A round in which the process may die, or another one may work at the same time. */
  private static NextStep faulty(ProtocolRun run, ModelAws aws, Random random) {
    NextStep next = run.advance(new Observation.Nothing());
    while (next instanceof NextStep.SendStop step) {
      switch (random.nextInt(6)) {
        case 0 -> {
          return new NextStep.WaitUntil(run.now().plusMillis(1 + random.nextInt(5000)));
        }
        case 1 -> {
          StopAnswer forgotten = aws.stop(step, run.now());
          assertThat(forgotten).isNotNull();
          return new NextStep.WaitUntil(run.now().plusMillis(1 + random.nextInt(5000)));
        }
        case 2 -> {
          meanwhile(run, aws, random, step.notAfter());
          StopAnswer late =
              run.now().isAfter(step.notAfter())
                  ? new StopAnswer.NotSent()
                  : aws.stop(step, run.now());
          meanwhile(run, aws, random, run.now().plusSeconds(8));
          next = run.advance(run.answered(step, late));
        }
        case 3 -> {
          StopAnswer answer = aws.stop(step, run.now());
          assertThat(answer).isNotNull();
          run.passes(Duration.ofMillis(random.nextInt(8000)));
          next = run.advance(run.answered(step, Sightings.lost()));
        }
        case 4 ->
            next = run.advance(run.answered(step, Sightings.refused(AwsFailure.Meaning.BUSY)));
        default -> next = run.advance(run.answered(step, aws.stop(step, run.now())));
      }
    }
    return next;
  }

  /** Looks of another process while one holds an attempt: it must not send, nor finish. */
  private static void meanwhile(ProtocolRun run, ModelAws aws, Random random, Instant until) {
    for (int rounds = random.nextInt(3); rounds > 0; rounds--) {
      run.passes(Duration.ofMillis(1 + random.nextInt(3000)));
      if (run.now().isAfter(until)) {
        return;
      }
      aws.happens(run.now(), true);
      assertThat(run.advance(new Observation.Nothing())).isNotInstanceOf(NextStep.SendStop.class);
    }
  }
}
