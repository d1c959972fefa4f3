package dev.pipelinestop.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.reconcile.RequestStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds one request as an API server would, and refuses what its definition does not allow. */
final class SchemaStore implements RequestStore {

  /** Etcd takes 1.5 MiB; annotations may be 256 KiB of that. */
  private static final int MOST_BYTES = 1 << 20;

  private static final Schema STATUS = Schema.ofResource().property("status");

  private final ObjectMapper mapper = new ObjectMapper();
  private final KubernetesSerialization json = new KubernetesSerialization(mapper, false);
  private final List<PipelineStopRequestStatus> written = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private String stored = "";
  private long version;

  void put(PipelineStopRequest request) {
    version++;
    request.getMetadata().setResourceVersion(Long.toString(version));
    stored = json.asJson(request);
  }

  PipelineStopRequest get() {
    return json.unmarshal(stored, PipelineStopRequest.class);
  }

  PipelineStopRequestStatus status() {
    PipelineStopRequestStatus status = get().getStatus();
    return status == null ? PipelineStopRequestStatus.empty() : status;
  }

  /** Every status that was written, in order. */
  List<PipelineStopRequestStatus> written() {
    return written;
  }

  /** Why writes were refused. */
  List<String> refusals() {
    return refusals;
  }

  @Override
  public Optional<PipelineStopRequest> read(String namespace, String name) {
    return Optional.of(get());
  }

  @Override
  public Written writeStatus(PipelineStopRequest request) {
    List<String> violations = violations(json.asJson(request));
    if (!violations.isEmpty()) {
      refusals.addAll(violations);
      return new Written.Refused(String.join("; ", violations));
    }
    PipelineStopRequest now = get();
    if (request.getStatus().equals(now.getStatus())) {
      refusals.add("a write that changes nothing: " + request.getStatus());
    }
    now.setStatus(request.getStatus());
    put(now);
    written.add(status());
    return new Written.Done(get());
  }

  @Override
  public Deleted delete(PipelineStopRequest request) {
    throw new IllegalStateException("nothing here has ttlSecondsAfterFinished");
  }

  @Override
  public Optional<Instant> time() {
    throw new IllegalStateException("nothing here has ttlSecondsAfterFinished");
  }

  private List<String> violations(String text) {
    try {
      JsonNode status = mapper.readTree(text).path("status");
      List<String> violations = new ArrayList<>(STATUS.violations(status));
      int bytes = AsStored.bytes(status);
      if (bytes > MOST_BYTES) {
        violations.add("the status has " + bytes + " bytes");
      }
      AsStored.unprintable(status).forEach(violations::add);
      return violations;
    } catch (JsonProcessingException e) {
      return List.of("no JSON: " + e.getMessage());
    }
  }
}
