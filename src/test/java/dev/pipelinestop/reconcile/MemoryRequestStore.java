package dev.pipelinestop.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An API server with one request: optimistic concurrency, everything stored as JSON as the real one
 * does, and faults in the order in which they were asked for.
 */
final class MemoryRequestStore implements RequestStore {

  /** What the next write meets. */
  enum Fault {
    /** No answer, and nothing written. */
    LOST_BEFORE,
    /** No answer, but written. */
    LOST_AFTER,
    /** Written, and written once more by a client that got no answer to the first time. */
    REPEATED,
    /** Nothing is written, and the API server knows no such request, for this once. */
    NOT_FOUND,
    /** Somebody else changed the request just before. */
    OVERTAKEN,
    /** Refused by a rule. */
    REFUSED,
    /** Written, and the answer shows that the request is being deleted. */
    DELETING,
    /** Somebody deleted the request just before. */
    DELETED,
    /** Somebody deleted the request just before, and created another one of its name. */
    CREATED_AGAIN
  }

  private final KubernetesSerialization json =
      new KubernetesSerialization(new ObjectMapper(), false);
  private final Deque<Optional<Fault>> faults = new ArrayDeque<>();
  private final List<PipelineStopRequestStatus> written = new ArrayList<>();
  private final List<String> deletions = new ArrayList<>();
  private @Nullable String stored;
  private @Nullable InstantSource clock;
  private long version = 1;
  private int reads;
  private int writes;
  private int firstLostRead;
  private int lastLostRead = -1;

  void put(PipelineStopRequest request) {
    version++;
    request.getMetadata().setResourceVersion(Long.toString(version));
    stored = json.asJson(request);
  }

  /** The request as it is stored. */
  PipelineStopRequest get() {
    return json.unmarshal(String.valueOf(stored), PipelineStopRequest.class);
  }

  PipelineStopRequestStatus status() {
    PipelineStopRequestStatus status = get().getStatus();
    return status == null ? PipelineStopRequestStatus.empty() : status;
  }

  /** A person, or another process, changes the request. */
  void change(UnaryOperator<PipelineStopRequest> change) {
    put(change.apply(get()));
  }

  void delete() {
    stored = null;
  }

  /** The write after this many more meets this fault. */
  void failAfter(int writes, Fault fault) {
    for (int i = 0; i < writes; i++) {
      faults.add(Optional.empty());
    }
    faults.add(Optional.of(fault));
  }

  /** After so many more reads, so many get no answer. */
  void loseReads(int after, int count) {
    firstLostRead = reads + after + 1;
    lastLostRead = reads + after + count;
  }

  /** How often a write was tried. */
  int writes() {
    return writes;
  }

  /** Every status that was written, in order. */
  List<PipelineStopRequestStatus> written() {
    return written;
  }

  int reads() {
    return reads;
  }

  @Override
  public Optional<PipelineStopRequest> read(String namespace, String name)
      throws StoreUnavailableException {
    reads++;
    if (reads >= firstLostRead && reads <= lastLostRead) {
      throw new StoreUnavailableException("no answer to a read", new IOException("cut"));
    }
    return stored == null ? Optional.empty() : Optional.of(get());
  }

  /** Every deletion that was asked for: the resourceVersion that it rests on. */
  List<String> deletions() {
    return deletions;
  }

  /** From now on it tells the time. */
  void tells(InstantSource time) {
    clock = time;
  }

  @Override
  public Optional<Instant> time() {
    return Optional.ofNullable(clock).map(InstantSource::instant);
  }

  boolean isEmpty() {
    return stored == null;
  }

  @Override
  public Deleted delete(PipelineStopRequest request) throws StoreUnavailableException {
    Fault fault = faults.isEmpty() ? null : faults.poll().orElse(null);
    deletions.add(request.getMetadata().getResourceVersion());
    if (stored == null) {
      return new Deleted.Gone();
    }
    if (fault == Fault.LOST_BEFORE) {
      throw new StoreUnavailableException("lost before", new IOException("cut"));
    }
    if (fault == Fault.OVERTAKEN) {
      change(other -> other);
    }
    if (fault == Fault.REFUSED) {
      return new Deleted.Refused("a role says no");
    }
    var now = get().getMetadata();
    var wanted = request.getMetadata();
    if (!now.getUid().equals(wanted.getUid())
        || !now.getResourceVersion().equals(wanted.getResourceVersion())) {
      return new Deleted.Conflict();
    }
    stored = null;
    if (fault == Fault.LOST_AFTER) {
      throw new StoreUnavailableException("lost after", new IOException("cut"));
    }
    return new Deleted.Gone();
  }

  @Override
  public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
    writes++;
    Fault fault = faults.isEmpty() ? null : faults.poll().orElse(null);
    if (fault == Fault.DELETED) {
      delete();
    }
    if (stored == null) {
      return new Written.Gone();
    }
    if (fault == Fault.LOST_BEFORE) {
      throw new StoreUnavailableException("lost before", new IOException("cut"));
    }
    if (fault == Fault.NOT_FOUND) {
      return new Written.Gone();
    }
    if (fault == Fault.OVERTAKEN) {
      change(other -> other);
    }
    if (fault == Fault.CREATED_AGAIN) {
      change(
          other -> {
            other.getMetadata().setUid("another");
            other.setStatus(null);
            return other;
          });
    }
    if (fault == Fault.REFUSED) {
      return new Written.Refused("a rule says no");
    }
    PipelineStopRequest now = get();
    if (!now.getMetadata()
        .getResourceVersion()
        .equals(request.getMetadata().getResourceVersion())) {
      return new Written.Conflict();
    }
    if (!request.getSpec().equals(now.getSpec())) {
      throw new AssertionError("a request is written as a whole: " + request.getSpec());
    }
    PipelineStopRequestStatus before = now.getStatus();
    if (request.getStatus().equals(before)) {
      throw new AssertionError("a write that changes nothing: " + before);
    }
    now.setStatus(request.getStatus());
    if (fault == Fault.DELETING) {
      now.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
    }
    put(now);
    written.add(status());
    if (fault == Fault.LOST_AFTER) {
      throw new StoreUnavailableException("lost after", new IOException("cut"));
    }
    if (fault == Fault.REPEATED) {
      return new Written.Conflict();
    }
    return new Written.Done(get());
  }
}
