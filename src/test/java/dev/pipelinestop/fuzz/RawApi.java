package dev.pipelinestop.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The requests of a namespace, as bytes: what a typed client would not send, or could not read. */
public final class RawApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONFLICT = 409;
  private static final String MERGE = "application/merge-patch+json";

  private final KubernetesClient client;
  private final String requests;

  /** The requests of this namespace, with a client that stays the caller's. */
  public RawApi(KubernetesClient client, String namespace) {
    this.client = client;
    this.requests =
        client.getMasterUrl()
            + "apis/pipelinestop.dev/v1alpha1/namespaces/"
            + namespace
            + "/pipelinestoprequests";
  }

  /** What the API server answered. */
  public record Reply(int code, String body) {

    /** Whether it did what was asked. */
    public boolean taken() {
      return code / 100 == 2;
    }
  }

  /** Creates a request. */
  public Reply create(String body, String validation) {
    return send("POST", "?fieldValidation=" + validation, "application/json", body);
  }

  /** Changes a request as {@code kubectl patch --type=merge} does. */
  public Reply patch(String name, String body) {
    return send("PATCH", "/" + name, MERGE, body);
  }

  /**
   * Changes a status, as {@code kubectl patch --subresource=status --type=merge} does, again where
   * the operator was faster.
   */
  public Reply patchStatus(String name, String body) {
    Reply reply = new Reply(CONFLICT, "");
    for (int i = 0; i < 10 && reply.code() == CONFLICT; i++) {
      reply = send("PATCH", "/" + name + "/status?fieldValidation=Strict", MERGE, body);
    }
    return reply;
  }

  /** Changes or creates a request as {@code kubectl apply --server-side} does. */
  public Reply apply(String name, String body) {
    return send("PATCH", "/" + name + "?fieldManager=test", "application/apply-patch+yaml", body);
  }

  /** Reads a request. */
  public Reply get(String name) {
    return send("GET", "/" + name, "application/json", null);
  }

  /** Asks whether all requests might be deleted, and deletes none. */
  public Reply tryToDeleteAll() {
    return send("DELETE", "?dryRun=All", "application/json", "{}");
  }

  /** Replaces a status, as the operator does. */
  public Reply putStatus(String name, String body) {
    return send("PUT", "/" + name + "/status", "application/json", body);
  }

  /** Deletes a request. */
  public Reply delete(String name) {
    return send("DELETE", "/" + name, "application/json", "{}");
  }

  /** Reads all of them. */
  public JsonNode list() {
    return parse(send("GET", "", "application/json", null).body()).path("items");
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(body, e);
    }
  }

  private Reply send(String method, String path, String type, @Nullable String body) {
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(URI.create(requests + path))
            .method(method, type, body)
            .build();
    try {
      HttpResponse<String> response =
          client.getHttpClient().sendAsync(request, String.class).get(60, TimeUnit.SECONDS);
      return new Reply(response.code(), String.valueOf(response.bodyString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException | IOException e) {
      throw new IllegalStateException(method + " " + requests + path, e);
    }
  }
}
