package dev.pipelinestop.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name server that does not answer, and others that do. */
final class NameLookupsTest {
  private static final String SILENT = "codepipeline.eu-central-1.example";
  private static final String OTHER = "codepipeline.eu-west-1.example";
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final List<Thread> lookups = new CopyOnWriteArrayList<>();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final NameLookups names = new NameLookups(this::lookup);
  private final ExecutorService rounds = Executors.newVirtualThreadPerTaskExecutor();

  private InetAddress[] lookup(String host) throws UnknownHostException {
    lookups.add(Thread.currentThread());
    if (host.equals(SILENT)) {
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return InetAddress.getAllByName("127.0.0.1");
  }

  @AfterEach
  void end() {
    answer.countDown();
    rounds.close();
  }

  private void awaitLookups(int count) {
    Awaitility.await().atMost(LONGEST).until(() -> lookups.size() == count);
  }

  @Test
  void aLookupThatHangsHoldsNoCarrierOfVirtualThreadsAndNoOtherLookup() throws Exception {
    Future<InetAddress[]> silent = rounds.submit(() -> names.resolve(SILENT));
    awaitLookups(1);

    assertThat(rounds.submit(() -> names.resolve(OTHER)).get()).isNotEmpty();

    assertThat(silent.isDone()).isFalse();
    assertThat(lookups).hasSize(2).noneMatch(Thread::isVirtual);
  }

  @Test
  void allWhoAskAtOnceWaitForOneLookup() throws Exception {
    Thread first = Thread.ofVirtual().unstarted(() -> resolveQuietly(SILENT));
    Thread second = Thread.ofVirtual().unstarted(() -> resolveQuietly(SILENT));
    first.start();
    awaitLookups(1);
    second.start();
    Awaitility.await().atMost(LONGEST).until(() -> second.getState() == Thread.State.WAITING);

    answer.countDown();
    first.join();
    second.join();

    assertThat(lookups).hasSize(1);
  }

  private void resolveQuietly(String host) {
    try {
      assertThat(names.resolve(host)).isNotEmpty();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anAnswerIsNotKept() throws Exception {
    assertThat(names.resolve(OTHER)).isNotEmpty();
    assertThat(names.resolve(OTHER)).isNotEmpty();

    assertThat(lookups).hasSize(2);
  }

  /** The SDK interrupts a call whose time is over. */
  @Test
  void whoeverIsInterruptedWaitsNoLonger() throws Exception {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> names.resolve(SILENT))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining(SILENT);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aNameThatNobodyKnowsIsUnknownAndAskedForAgain() {
    NameLookups unknown =
        new NameLookups(
            host -> {
              lookups.add(Thread.currentThread());
              throw new UnknownHostException(host + ": Name or service not known");
            });

    for (int time = 1; time <= 2; time++) {
      assertThatThrownBy(() -> unknown.resolve(OTHER))
          .isInstanceOf(UnknownHostException.class)
          .hasMessage(OTHER + ": Name or service not known");
      assertThat(lookups).hasSize(time);
    }
  }
}
