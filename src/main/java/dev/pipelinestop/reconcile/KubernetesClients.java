package dev.pipelinestop.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Makes what calls the Kubernetes API server. */
public final class KubernetesClients {

  /**
   * Who wrote which field when. Nobody here reads it, and it is two fifths of an object: what is
   * not read needs no memory and is not sent with every write. An API server that gets an object
   * without it keeps its own.
   */
  @JsonIgnoreProperties("managedFields")
  private interface WithoutManagedFields {}

  private KubernetesClients() {}

  /** A client of the cluster that kubectl would use here. */
  public static KubernetesClient open() {
    return new KubernetesClientBuilder().withKubernetesSerialization(serialization()).build();
  }

  /** How objects are read and written. */
  static KubernetesSerialization serialization() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.addMixIn(ObjectMeta.class, WithoutManagedFields.class);
    mapper.addHandler(new UnreadableTimes());
    return new KubernetesSerialization(mapper, true);
  }
}
