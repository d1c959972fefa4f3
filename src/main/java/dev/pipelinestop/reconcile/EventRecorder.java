package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.Condition;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.stop.Reason;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of every change of the reason of a request in a Kubernetes Event, with that reason and its
 * message. Events are news and not state: they are written beside the rounds, and dropped when
 * there are more than can be written.
 */
public final class EventRecorder implements RoundRunner.ChangeListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);
  private static final String COMPONENT = "pipeline-stop-operator";
  private static final int MOST_WAITING = 2000;

  /**
   * At most 20 events a second: when a thousand requests come at once, their stops need the API
   * server more than the news of them.
   */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final KubernetesClient client;
  private final InstantSource clock;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofVirtual().name("events").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /** Writes events with this client, which stays the caller's. */
  public EventRecorder(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  @Override
  public void changed(PipelineStopRequestStatus before, PipelineStopRequest after) {
    Condition now = after.getStatus().condition("Succeeded").orElse(null);
    String then = before.condition("Succeeded").map(Condition::reason).orElse("");
    // The intent is followed by its outcome within seconds, which says more.
    if (now != null
        && !now.reason().equals(then)
        && !now.reason().equals(Reason.StopRecorded.name())) {
      Instant at = clock.instant();
      writer.execute(
          () -> {
            write(after, now, at);
            LockSupport.parkNanos(PAUSE.toNanos());
          });
    }
  }

  private void write(PipelineStopRequest request, Condition condition, Instant at) {
    String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
    var metadata = request.getMetadata();
    try {
      var unused =
          client
              .v1()
              .events()
              .inNamespace(metadata.getNamespace())
              .resource(
                  new EventBuilder()
                      .withNewMetadata()
                      .withGenerateName(metadata.getName() + ".")
                      .withNamespace(metadata.getNamespace())
                      .endMetadata()
                      .withType(isNormal(condition) ? "Normal" : "Warning")
                      .withReason(condition.reason())
                      .withMessage(condition.message())
                      .withFirstTimestamp(time)
                      .withLastTimestamp(time)
                      .withCount(1)
                      .withNewSource()
                      .withComponent(COMPONENT)
                      .endSource()
                      .withNewInvolvedObject()
                      .withApiVersion(request.getApiVersion())
                      .withKind(request.getKind())
                      .withNamespace(metadata.getNamespace())
                      .withName(metadata.getName())
                      .withUid(metadata.getUid())
                      .withResourceVersion(metadata.getResourceVersion())
                      .endInvolvedObject()
                      .build())
              .create();
    } catch (KubernetesClientException e) {
      log.debug("An event was not written: {}", e.getMessage());
    }
  }

  private static boolean isNormal(Condition condition) {
    return Reason.valueOf(condition.reason()).isNormal();
  }

  /** Writes no more events; those that wait are lost. */
  @Override
  public void close() {
    writer.shutdownNow();
  }
}
