package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Fits rounds into Java Operator SDK. It never throws and never asks for an update: the SDK's
 * retries end after five failures and would strand a request, so every pause is our own, and every
 * write is made within the round.
 */
@ControllerConfiguration(
    name = "pipelinestoprequest",
    // Our own filter decides instead.
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = WorthARound.class))
public final class PipelineStopReconciler implements Reconciler<PipelineStopRequest> {
  private static final Logger log = LoggerFactory.getLogger(PipelineStopReconciler.class);
  private static final Duration BUG_PAUSE = Duration.ofSeconds(30);

  private final RoundRunner rounds;
  private final RoundSlots slots;
  private final InstantSource clock;
  private final Agenda agenda;
  private final Reminder reminder = new Reminder();

  /** A reconciler over these. */
  public PipelineStopReconciler(
      RoundRunner rounds, RoundSlots slots, InstantSource clock, Agenda agenda) {
    this.rounds = rounds;
    this.slots = slots;
    this.clock = clock;
    this.agenda = agenda;
  }

  @Override
  public List<EventSource<?, PipelineStopRequest>> prepareEventSources(
      EventSourceContext<PipelineStopRequest> context) {
    return List.of(reminder);
  }

  /** Has the SDK hand over again what it has lost of these. To be called again and again. */
  public void remind(Stream<PipelineStopRequest> cached) {
    reminder.remind(agenda.late(cached).overdue());
  }

  @Override
  public UpdateControl<PipelineStopRequest> reconcile(
      PipelineStopRequest request, Context<PipelineStopRequest> context) {
    if (!agenda.take(request)) {
      return rescheduled(Optional.of(Agenda.SOON));
    }
    UpdateControl<PipelineStopRequest> control;
    Optional<Instant> next = Optional.of(clock.instant().plus(BUG_PAUSE));
    try {
      MDC.setContextMap(
          Map.of(
              "namespace", request.getMetadata().getNamespace(),
              "name", request.getMetadata().getName(),
              "pipeline", request.getSpec().pipelineName(),
              "execution", execution(request)));
      next = next(request);
    } catch (RuntimeException | VirtualMachineError | LinkageError e) {
      // An Error too, such as a stack or a heap that one answer was too much for: the SDK would
      // never call again for this request.
      log.error("A bug: trying again in {} s", BUG_PAUSE.toSeconds(), e);
    } finally {
      // Also where something else is thrown: the agenda then tells that nobody calls again.
      control = again(request, next);
      MDC.clear();
    }
    return control;
  }

  /** The id of the execution; of a request for a stage only once it is known. */
  private static String execution(PipelineStopRequest request) {
    PipelineStopRequestStatus status = request.getStatus();
    String pinned = status == null ? null : status.pipelineExecutionId();
    String named = request.getSpec().pipelineExecutionId();
    return pinned != null ? pinned : named != null ? named : "-";
  }

  private Optional<Instant> next(PipelineStopRequest request) {
    Optional<Instant> due = rounds.due(request);
    boolean now = due.filter(instant -> !instant.isAfter(clock.instant())).isPresent();
    if (!now) {
      return due;
    }
    if (slots.isSendingMany() && rounds.mayBePutOff(request)) {
      return Optional.of(clock.instant().plus(RoundSlots.SENT));
    }
    return slots
        .run(rounds.isStopToSend(request), () -> rounds.run(request))
        .orElse(Optional.empty());
  }

  private UpdateControl<PipelineStopRequest> again(
      PipelineStopRequest request, Optional<Instant> next) {
    Optional<Duration> pause =
        next.map(instant -> Duration.between(clock.instant(), instant))
            .map(until -> Duration.ofMillis(Math.max(1, until.toMillis())));
    return rescheduled(agenda.done(request, pause));
  }

  private static UpdateControl<PipelineStopRequest> rescheduled(Optional<Duration> pause) {
    UpdateControl<PipelineStopRequest> control = UpdateControl.noUpdate();
    pause.ifPresent(until -> control.rescheduleAfter(until.toMillis()));
    return control;
  }
}
