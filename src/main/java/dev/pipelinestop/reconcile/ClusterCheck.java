package dev.pipelinestop.reconcile;

import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the cluster, before anything is started, for what the operator cannot do without. The SDK
 * would find out too, and say so in a page of nested exceptions.
 */
public final class ClusterCheck {
  private final KubernetesClient client;

  /** A check with this client, which stays the caller's. */
  public ClusterCheck(KubernetesClient client) {
    this.client = client;
  }

  /**
   * What keeps the operator from watching these namespaces, in one line for a person.
   *
   * @param namespaces the namespaces to watch; empty for all
   * @return empty if nothing does
   */
  public Optional<String> obstacle(Set<String> namespaces) {
    ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
    var requests = client.resources(PipelineStopRequest.class);
    try {
      if (namespaces.isEmpty()) {
        var unused = requests.inAnyNamespace().list(one);
      }
      for (String namespace : namespaces) {
        var unused = requests.inNamespace(namespace).list(one);
      }
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(obstacle(e));
    }
  }

  /** Whether the API server lists the requests of a namespace, as the SDK names it, now. */
  public boolean lists(String namespace) {
    var requests = client.resources(PipelineStopRequest.class);
    ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
    try {
      var unused =
          namespace.equals(Constants.WATCH_ALL_NAMESPACES)
              ? requests.inAnyNamespace().list(one)
              : requests.inNamespace(namespace).list(one);
      return true;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private String obstacle(KubernetesClientException e) {
    String server = client.getMasterUrl().toString();
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND ->
          "the cluster at "
              + server
              + " does not know PipelineStopRequest: apply the definition in crds/";
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "the cluster at " + server + " does not accept these credentials";
      case HttpURLConnection.HTTP_FORBIDDEN ->
          "the operator lacks a permission in the cluster: " + e.getMessage();
      default -> "the Kubernetes API server at " + server + " cannot be reached: " + e.getMessage();
    };
  }
}
