package dev.pipelinestop.leadership;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Sees when the lease is taken and renewed. The elector of Fabric8 tells only when it has taken the
 * lease and when it has given up, and the latter late: it may hang in a call, or stand still.
 */
final class LeaseRequests implements Interceptor {
  private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/";

  private final String identity;
  private final Leadership leadership;
  private final KubernetesSerialization serialization = new KubernetesSerialization();

  /** Tells the leadership of the leases that are to be held by this identity. */
  LeaseRequests(String identity, Leadership leadership) {
    this.identity = identity;
    this.leadership = leadership;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (!request.uri().getPath().startsWith(LEASES)) {
      return;
    }
    leadership.asking();
    String body = request.bodyString();
    if (body == null) {
      return;
    }
    var spec = serialization.unmarshal(body, Lease.class).getSpec();
    if (spec != null && identity.equals(spec.getHolderIdentity())) {
      leadership.sending(spec.getRenewTime().toInstant());
    }
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (response.isSuccessful()
        && !request.method().equals("GET")
        && request.uri().getPath().startsWith(LEASES)) {
      leadership.renewed();
    }
  }
}
