package dev.pipelinestop.rehearsal;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpecBuilder;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.codepipeline.PretendedAws;
import dev.pipelinestop.reconcile.RequestStore;
import dev.pipelinestop.reconcile.StoreUnavailableException;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * A store of one request, in this process only. It keeps the text of it, because the API server
 * does; where the API server would be called, it is asked for something that changes nothing.
 */
final class RehearsedRequest implements RequestStore {
  private static final String NAME = "rehearsal";

  private static final String NO_ANSWER = "the API server does not list requests";

  private final KubernetesSerialization json;
  private final BooleanSupplier asking;
  private boolean answered = true;
  private String text;
  private int version;

  /**
   * A new request.
   *
   * @param asking asks the API server for something; false if it did not give it
   */
  RehearsedRequest(KubernetesSerialization json, BooleanSupplier asking, Instant createdAt) {
    this.json = json;
    this.asking = asking;
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(NAME)
            .withName(NAME)
            .withUid(UUID.randomUUID().toString())
            .withGeneration(1L)
            .withCreationTimestamp(createdAt.toString())
            .build());
    request.setSpec(
        PipelineStopRequestSpecBuilder.builder()
            .pipelineName(PretendedAws.PIPELINE)
            .pipelineExecutionId(PretendedAws.EXECUTION)
            .abandon(true)
            .build());
    text = textOf(request);
  }

  /** As it is now. */
  PipelineStopRequest get() {
    return json.unmarshal(text, PipelineStopRequest.class);
  }

  /** Whether it has come to its end as it should. */
  boolean isStopped() {
    PipelineStopRequestStatus status = get().getStatus();
    return status != null
        && status.finishedAt() != null
        && "Stopped".equals(status.executionStatus());
  }

  /** Why it has not. */
  String trouble() {
    return answered ? "it came to " + text : NO_ANSWER;
  }

  private String textOf(PipelineStopRequest request) {
    request.getMetadata().setResourceVersion(Integer.toString(++version));
    return json.asJson(request);
  }

  @Override
  public Optional<PipelineStopRequest> read(String namespace, String name)
      throws StoreUnavailableException {
    ask();
    return Optional.of(get());
  }

  @Override
  public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
    ask();
    text = textOf(request);
    return new Written.Done(get());
  }

  private void ask() throws StoreUnavailableException {
    answered = asking.getAsBoolean();
    if (!answered) {
      throw new StoreUnavailableException(NO_ANSWER, new IOException(NO_ANSWER));
    }
  }

  @Override
  public Deleted delete(PipelineStopRequest request) {
    return new Deleted.Gone();
  }

  @Override
  public Optional<Instant> time() {
    return Optional.empty();
  }
}
