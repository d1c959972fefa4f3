package dev.pipelinestop.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.api.PipelineStopRequestSpec;
import dev.pipelinestop.api.PipelineStopRequestStatus;
import dev.pipelinestop.api.PipelineStopRequestStatusBuilder;
import dev.pipelinestop.reconcile.RequestStore.Deleted;
import dev.pipelinestop.reconcile.RequestStore.Written;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An API server: optimistic concurrency, generations, the status subresource, deletion, uids, the
 * rules of the definition, and everything that ever was, which is what caches and oracles look at.
 */
final class ApiServer {
  static final String NAMESPACE = "team";

  /** Shared: what it learns of the classes costs more than a whole run. */
  private static final KubernetesSerialization JSON =
      new KubernetesSerialization(new ObjectMapper(), false);

  /**
   * A state of a name.
   *
   * @param author the instance that wrote it, or a person
   * @param request null if there is none
   */
  record Version(String name, String author, @Nullable PipelineStopRequest request) {
    Optional<PipelineStopRequest> found() {
      return Optional.ofNullable(request);
    }
  }

  /** Is told of every change. */
  interface Watcher {
    void changed(Version before, Version now);
  }

  private final Map<String, List<Version>> histories = new TreeMap<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final InstantSource clock;
  private long resourceVersion = 1000;
  private int created;

  ApiServer(InstantSource clock) {
    this.clock = clock;
  }

  void watch(Watcher watcher) {
    watchers.add(watcher);
  }

  List<String> names() {
    return List.copyOf(histories.keySet());
  }

  /** Every state of this name, oldest first. */
  List<Version> history(String name) {
    return histories.getOrDefault(name, List.of());
  }

  Version newest(String name) {
    List<Version> history = history(name);
    return history.isEmpty() ? new Version(name, "nobody", null) : history.getLast();
  }

  Optional<PipelineStopRequest> read(String name) {
    return newest(name).found().map(ApiServer::copy);
  }

  /** Somebody creates a request, unless there is one of this name. */
  void create(String name, PipelineStopRequestSpec spec) {
    if (newest(name).request() != null) {
      return;
    }
    PipelineStopRequest request = new PipelineStopRequest();
    request.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(NAMESPACE)
            .withName(name)
            .withUid("uid-" + ++created)
            .withGeneration(1L)
            .withCreationTimestamp(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
            .build());
    request.setSpec(spec);
    request.setStatus(PipelineStopRequestStatusBuilder.builder().observedGeneration(-1L).build());
    put(name, "user", request);
  }

  /** Somebody changes the spec, if the request is there. */
  void edit(String name, UnaryOperator<PipelineStopRequestSpec> change) {
    change(
        name,
        request -> {
          PipelineStopRequestSpec before = request.getSpec();
          request.setSpec(change.apply(before));
          if (!request.getSpec().equals(before)) {
            ObjectMeta metadata = request.getMetadata();
            metadata.setGeneration(metadata.getGeneration() + 1);
          }
        });
  }

  /** Somebody changes what does not matter. */
  void touch(String name) {
    change(name, request -> request.getMetadata().setLabels(Map.of("at", "" + resourceVersion)));
  }

  /** Somebody deletes a request on which another controller has put a finalizer. */
  void beginDeletion(String name) {
    change(
        name,
        request -> {
          ObjectMeta metadata = request.getMetadata();
          metadata.setDeletionTimestamp(clock.instant().toString());
          metadata.setGeneration(metadata.getGeneration() + 1);
        });
  }

  void delete(String name) {
    if (newest(name).request() != null) {
      put(name, "user", null);
    }
  }

  private void change(String name, Consumer<PipelineStopRequest> change) {
    read(name)
        .ifPresent(
            request -> {
              change.accept(request);
              put(name, "user", request);
            });
  }

  /** An instance writes a status. */
  Written writeStatus(String author, PipelineStopRequest request) {
    String name = request.getMetadata().getName();
    PipelineStopRequest now = read(name).orElse(null);
    if (now == null || !now.getMetadata().getUid().equals(request.getMetadata().getUid())) {
      // A PUT with the uid of another object is refused as a conflict.
      return now == null ? new Written.Gone() : new Written.Conflict();
    }
    if (!now.getMetadata()
        .getResourceVersion()
        .equals(request.getMetadata().getResourceVersion())) {
      return new Written.Conflict();
    }
    List<String> broken = StatusRules.broken(now.getStatus(), request.getStatus());
    if (!broken.isEmpty()) {
      return new Written.Refused(String.join("; ", broken));
    }
    now.setStatus(asStored(request.getStatus()));
    put(name, author, now);
    return new Written.Done(copy(now));
  }

  /** An instance deletes a request, if it still is as the instance knows it. */
  Deleted delete(String author, PipelineStopRequest request) {
    String name = request.getMetadata().getName();
    PipelineStopRequest now = read(name).orElse(null);
    if (now == null) {
      return new Deleted.Gone();
    }
    if (!now.getMetadata().getUid().equals(request.getMetadata().getUid())
        || !now.getMetadata()
            .getResourceVersion()
            .equals(request.getMetadata().getResourceVersion())) {
      return new Deleted.Conflict();
    }
    put(name, author, null);
    return new Deleted.Gone();
  }

  /** What survives being written. */
  private static PipelineStopRequestStatus asStored(PipelineStopRequestStatus status) {
    return JSON.unmarshal(JSON.asJson(status), PipelineStopRequestStatus.class);
  }

  private void put(String name, String author, @Nullable PipelineStopRequest request) {
    Version before = newest(name);
    resourceVersion++;
    if (request != null) {
      request.getMetadata().setResourceVersion(Long.toString(resourceVersion));
    }
    Version now = new Version(name, author, request);
    histories.computeIfAbsent(name, any -> new ArrayList<>()).add(now);
    watchers.forEach(watcher -> watcher.changed(before, now));
  }

  /** Spec and status are records; metadata is not. */
  private static PipelineStopRequest copy(PipelineStopRequest request) {
    PipelineStopRequest copy = new PipelineStopRequest();
    copy.setMetadata(new ObjectMetaBuilder(request.getMetadata()).build());
    copy.setSpec(request.getSpec());
    copy.setStatus(request.getStatus());
    return copy;
  }
}
