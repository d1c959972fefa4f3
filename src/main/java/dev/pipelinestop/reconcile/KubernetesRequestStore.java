package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Requests in a Kubernetes API server. */
public final class KubernetesRequestStore implements RequestStore {
  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;
  private final MixedOperation<
          PipelineStopRequest,
          KubernetesResourceList<PipelineStopRequest>,
          Resource<PipelineStopRequest>>
      requests;

  /** The requests that this client reaches. The client stays the caller's. */
  public KubernetesRequestStore(KubernetesClient client) {
    this.client = client;
    requests = client.resources(PipelineStopRequest.class);
  }

  @Override
  public Optional<PipelineStopRequest> read(String namespace, String name)
      throws StoreUnavailableException {
    try {
      return Optional.ofNullable(requests.inNamespace(namespace).withName(name).get());
    } catch (KubernetesClientException e) {
      throw unavailable(e);
    }
  }

  @Override
  public Written writeStatus(PipelineStopRequest request) throws StoreUnavailableException {
    try {
      // A PUT with the resourceVersion of the request: refused if it is not the newest.
      return new Written.Done(put(request));
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT -> new Written.Conflict();
        case HttpURLConnection.HTTP_NOT_FOUND -> new Written.Gone();
        case UNPROCESSABLE, HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_BAD_REQUEST ->
            new Written.Refused(String.valueOf(e.getMessage()));
        default -> throw unavailable(e);
      };
    }
  }

  /** What the client's own updateStatus does, without copying the request through JSON first. */
  private PipelineStopRequest put(PipelineStopRequest request) {
    String path =
        "/apis/%s/namespaces/%s/%s/%s/status"
            .formatted(
                request.getApiVersion(),
                request.getMetadata().getNamespace(),
                request.getPlural(),
                request.getMetadata().getName());
    return client
        .getKubernetesSerialization()
        .unmarshal(client.raw(path, "PUT", request), PipelineStopRequest.class);
  }

  private static StoreUnavailableException unavailable(KubernetesClientException e) {
    return new StoreUnavailableException(
        "the Kubernetes API server did not answer: " + e.getMessage(), e);
  }
}
