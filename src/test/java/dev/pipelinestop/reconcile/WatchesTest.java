package dev.pipelinestop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which watches are dead, and which only wait for the API server. */
final class WatchesTest {

  private static final class Informer implements InformerHealthIndicator {
    private String namespace = "team";
    private boolean watching = true;

    @Override
    public boolean hasSynced() {
      return true;
    }

    @Override
    public boolean isWatching() {
      return watching;
    }

    @Override
    public boolean isRunning() {
      return true;
    }

    @Override
    public Status getStatus() {
      return Status.HEALTHY;
    }

    @Override
    public String getTargetNamespace() {
      return namespace;
    }
  }

  private long now;
  private boolean apiServerAnswers = true;
  private final Informer informer = new Informer();
  private final Watches watches =
      new Watches(() -> List.of(informer), namespace -> apiServerAnswers, () -> now);

  private void lookForAMinute() {
    for (int times = 0; times <= 6; times++) {
      watches.look();
      now += Duration.ofSeconds(10).toNanos();
    }
  }

  private Duration deaf() {
    return watches.now().getFirst().deafFor();
  }

  @Test
  void oneThatWatchesIsNotDeaf() {
    lookForAMinute();
    assertThat(watches.now())
        .containsExactly(new Watches.Watch("namespace team", true, true, Duration.ZERO));
  }

  @Test
  void oneThatIsBrokenWhileTheApiServerAnswersIsDeaf() {
    informer.watching = false;
    lookForAMinute();
    assertThat(deaf()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void oneThatIsBrokenWhileTheApiServerIsAwayIsNot() {
    informer.watching = false;
    apiServerAnswers = false;
    lookForAMinute();
    assertThat(deaf()).isZero();
  }

  /** It gets its time to watch again, from when the API server is back. */
  @Test
  void itsTimeBeginsWhenTheApiServerIsBack() {
    informer.watching = false;
    lookForAMinute();
    apiServerAnswers = false;
    watches.look();
    apiServerAnswers = true;
    watches.look();
    assertThat(deaf()).isZero();
  }

  /** Nobody has asked the API server meanwhile: it may have been away. */
  @Test
  void timeInWhichNobodyAskedDoesNotCount() {
    informer.watching = false;
    lookForAMinute();
    now += Duration.ofHours(1).toNanos();
    assertThat(deaf()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void oneThatWatchesAgainIsWellAtOnceAndAfterwards() {
    informer.watching = false;
    lookForAMinute();
    informer.watching = true;
    assertThat(deaf()).isZero();
    watches.look();
    informer.watching = false;
    watches.look();
    assertThat(deaf()).isZero();
  }

  @Test
  void allNamespacesHaveAName() {
    informer.namespace = Constants.WATCH_ALL_NAMESPACES;
    assertThat(watches.now().getFirst().of()).isEqualTo("all namespaces");
  }
}
