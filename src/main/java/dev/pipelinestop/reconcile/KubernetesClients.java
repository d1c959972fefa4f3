package dev.pipelinestop.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Optional;

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

  /**
   * A client of the cluster that kubectl would use here. It speaks HTTP/1.1: with HTTP/2 a thousand
   * stops cost operator and API server a tenth more, for frames that a few connections do without.
   *
   * @param leases sees its requests, if there is an election
   */
  public static KubernetesClient open(Optional<Interceptor> leases) {
    Config config = new ConfigBuilder().withHttp2Disable(true).build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new KubernetesHttp(config.getTlsVersions()))
        .withKubernetesSerialization(serialization())
        .withHttpClientBuilderConsumer(
            http -> leases.ifPresent(each -> http.addOrReplaceInterceptor("leases", each)))
        .build();
  }

  /** How objects are read and written. */
  static KubernetesSerialization serialization() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.addMixIn(ObjectMeta.class, WithoutManagedFields.class);
    mapper.addMixIn(WatchEvent.class, WatchedObject.Event.class);
    mapper.addHandler(new UnreadableTimes());
    return new KubernetesSerialization(mapper, true);
  }
}
