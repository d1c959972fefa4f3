package dev.pipelinestop.sandbox;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Kubectl;
import dev.pipelinestop.cluster.KubernetesBinaries;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The Kubernetes API of the sandbox. */
sealed interface KubernetesApi extends AutoCloseable {

  /** A real API server if one is present or quickly downloaded, else a mock. */
  static KubernetesApi start() {
    if (Boolean.getBoolean("sandbox.mock")) {
      return Mock.start();
    }
    Optional<KubernetesBinaries> binaries = KubernetesBinaries.withoutBuilding();
    return binaries
        .<KubernetesApi>map(found -> new Real(ApiServer.start(found)))
        .orElseGet(Mock::start);
  }

  /** What a person should know of it. */
  String description();

  /** A client that may do everything. */
  KubernetesClient client();

  /** A file for {@code KUBECONFIG}. */
  Path kubeconfig();

  /** A kubectl that works with it, if any does. */
  Optional<Kubectl> kubectl();

  @Override
  void close();

  /** A kube-apiserver with its etcd. */
  record Real(ApiServer server) implements KubernetesApi {
    @Override
    public String description() {
      return "a real kube-apiserver with etcd";
    }

    @Override
    public KubernetesClient client() {
      return server.client();
    }

    @Override
    public Path kubeconfig() {
      return server.kubeconfig();
    }

    @Override
    public Optional<Kubectl> kubectl() {
      return Optional.of(server.kubectl());
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /** Fabric8's mock: no schema, no rules, no kubectl. */
  record Mock(KubernetesMockServer server, KubernetesClient client, Path kubeconfig)
      implements KubernetesApi {
    /** It tells of every request that it answers. Held here, or the level would be forgotten. */
    private static final Logger CHATTER = Logger.getLogger(MockWebServer.class.getName());

    static Mock start() {
      CHATTER.setLevel(Level.WARNING);
      MockWebServer http = new MockWebServer();
      KubernetesMockServer server =
          new KubernetesMockServer(
              new Context(), http, new HashMap<>(), new KubernetesCrudDispatcher(), true);
      server.init(InetAddress.getLoopbackAddress(), 0);
      server.expectCustomResource(
          CustomResourceDefinitionContext.fromCustomResourceType(PipelineStopRequest.class));
      try {
        Path kubeconfig = Files.createTempFile("sandbox-", ".kubeconfig");
        Files.writeString(
            kubeconfig,
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: mock, cluster: {server: "%s", certificate-authority: "%s"}}]
            users: [{name: mock, user: {token: none}}]
            contexts: [{name: mock, context: {cluster: mock, user: mock, namespace: default}}]
            current-context: mock
            """
                .formatted(server.url("/"), http.getSelfSignedCertificate().certificatePath()));
        return new Mock(server, server.createClient(), kubeconfig);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write a kubeconfig", e);
      }
    }

    @Override
    public String description() {
      return "Fabric8's mock server (no API server is present or could be downloaded; build one"
          + " with src/test/kube-api/install)";
    }

    @Override
    public Optional<Kubectl> kubectl() {
      return Optional.empty();
    }

    @Override
    public void close() {
      client.close();
      server.destroy();
      try {
        Files.deleteIfExists(kubeconfig);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot remove " + kubeconfig, e);
      }
    }
  }
}
