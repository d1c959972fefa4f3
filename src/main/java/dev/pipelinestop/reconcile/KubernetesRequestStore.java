package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Preconditions;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.URLUtils;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests in a Kubernetes API server. */
public final class KubernetesRequestStore implements RequestStore {
  private static final int UNPROCESSABLE = 422;
  private static final Duration LONGEST = Duration.ofSeconds(5);

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
    return client
        .getKubernetesSerialization()
        .unmarshal(
            client.raw(path(request) + "/status", "PUT", request), PipelineStopRequest.class);
  }

  private static String path(PipelineStopRequest request) {
    return "/apis/%s/namespaces/%s/%s/%s"
        .formatted(
            request.getApiVersion(),
            request.getMetadata().getNamespace(),
            request.getPlural(),
            request.getMetadata().getName());
  }

  @Override
  public Deleted delete(PipelineStopRequest request) throws StoreUnavailableException {
    var metadata = request.getMetadata();
    // Fabric8's own delete knows no precondition on the uid. Its JDK client sends a raw DELETE as a
    // GET if it has no body (issue 7953): this one has one.
    DeleteOptions options =
        new DeleteOptionsBuilder()
            .withPreconditions(new Preconditions(metadata.getResourceVersion(), metadata.getUid()))
            .build();
    try {
      var unused = client.raw(path(request), "DELETE", options);
      return new Deleted.Gone();
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_NOT_FOUND -> new Deleted.Gone();
        case HttpURLConnection.HTTP_CONFLICT -> new Deleted.Conflict();
        case UNPROCESSABLE, HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_BAD_REQUEST ->
            new Deleted.Refused(String.valueOf(e.getMessage()));
        default -> throw unavailable(e);
      };
    }
  }

  /** From the Date of an answer, whatever else it says. */
  @Override
  public Optional<Instant> time() throws StoreUnavailableException {
    HttpClient http = client.getHttpClient();
    String version = URLUtils.join(client.getMasterUrl().toString(), "version");
    try {
      String date =
          http.sendAsync(http.newHttpRequestBuilder().uri(version).build(), String.class)
              .get(LONGEST.toSeconds(), TimeUnit.SECONDS)
              .header("Date");
      return Optional.ofNullable(date)
          .map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      throw new StoreUnavailableException("the Kubernetes API server did not tell the time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted", e);
    }
  }

  private static StoreUnavailableException unavailable(KubernetesClientException e) {
    return new StoreUnavailableException(
        "the Kubernetes API server did not answer: " + e.getMessage(), e);
  }
}
