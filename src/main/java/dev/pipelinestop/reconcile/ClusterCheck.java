package dev.pipelinestop.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster, before anything is started, for what the operator cannot do without. The SDK
 * would find out too, and say so in a page of nested exceptions.
 */
public final class ClusterCheck {
  private static final Logger log = LoggerFactory.getLogger(ClusterCheck.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = HasMetadata.getVersion(PipelineStopRequest.class);
  private static final String KIND = HasMetadata.getKind(PipelineStopRequest.class);
  private static final String API = PipelineStopRequest.GROUP + "/" + VERSION;
  private static final String NAME = HasMetadata.getFullResourceName(PipelineStopRequest.class);
  private static final String APPLY =
      ": apply the definition of this version of the operator: kubectl apply --server-side -f crds";

  private final KubernetesClient client;

  /** A check with this client, which stays the caller's. */
  public ClusterCheck(KubernetesClient client) {
    this.client = client;
  }

  /** Why the operator cannot start, in one line for a person. */
  public sealed interface Obstacle {
    String reason();

    /** The cluster has no definition, or an older one: somebody has to apply it. */
    record Definition(String reason) implements Obstacle {}

    /** The cluster does not answer, or not to us. */
    record Cluster(String reason) implements Obstacle {}
  }

  /**
   * What keeps the operator from starting. A permission that is missing does not: it may be granted
   * while the operator runs.
   *
   * @return empty if nothing does
   */
  public Optional<Obstacle> obstacle() {
    try {
      if (client.raw("/apis/" + API) == null) {
        return Optional.of(
            new Obstacle.Definition(
                "the cluster at " + server() + " does not know PipelineStopRequest" + APPLY));
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.of(new Obstacle.Cluster(reason(e)));
      }
      log.warn("Cannot ask which definition the cluster has: {}", e.getMessage());
    }
    return older();
  }

  private String reason(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED
        ? "the cluster at " + server() + " does not accept these credentials"
        : "the Kubernetes API server at "
            + server()
            + " cannot be reached: "
            + Unreachable.cause(e, client.getMasterUrl().getHost())
            + "; check KUBECONFIG and its certificates, the network and network policies";
  }

  private String server() {
    return client.getMasterUrl().toString();
  }

  private Optional<Obstacle> older() {
    Optional<JsonNode> schema = ofDefinition().or(this::published);
    if (schema.isEmpty()) {
      log.warn(
          "Cannot tell whether the definition is new enough: neither get on"
              + " customresourcedefinitions {} nor the published schema is permitted",
          NAME);
      return Optional.empty();
    }
    List<String> missing = DefinitionFields.missing(schema.get());
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Obstacle.Definition(
                "the definition of PipelineStopRequest in the cluster at "
                    + server()
                    + " is older than this operator and lacks "
                    + String.join(", ", missing)
                    + APPLY));
  }

  /** The definition itself, which may be read by name where the operator is installed. */
  private Optional<JsonNode> ofDefinition() {
    return read("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + NAME)
        .flatMap(
            definition ->
                StreamSupport.stream(definition.path("spec").path("versions").spliterator(), false)
                    .filter(version -> version.path("name").asText().equals(VERSION))
                    .findFirst())
        .map(version -> version.path("schema").path("openAPIV3Schema"));
  }

  /** What everybody who is authenticated may read; some seconds behind the definition. */
  private Optional<JsonNode> published() {
    log.info(
        "Reading the published schema instead: get on customresourcedefinitions {} is not"
            + " permitted",
        NAME);
    return read("/openapi/v3/apis/" + API)
        .flatMap(
            document ->
                StreamSupport.stream(
                        document.path("components").path("schemas").spliterator(), false)
                    .filter(ClusterCheck::isOfRequests)
                    .findFirst());
  }

  private static boolean isOfRequests(JsonNode schema) {
    return StreamSupport.stream(schema.path("x-kubernetes-group-version-kind").spliterator(), false)
        .anyMatch(kind -> kind.path("kind").asText().equals(KIND));
  }

  private Optional<JsonNode> read(String path) {
    try {
      String text = client.raw(path);
      return text == null ? Optional.empty() : Optional.of(JSON.readTree(text));
    } catch (KubernetesClientException | JsonProcessingException e) {
      log.debug("Cannot read {}: {}", path, e.getMessage());
      return Optional.empty();
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
}
