package dev.pipelinestop.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real kube-apiserver with its etcd that can be killed, paused and started again, with its data
 * and at the same address: {@link ApiServer} forgets everything when it is killed. Reachable from
 * this machine only.
 */
public final class LastingApiServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);
  private static final String LOOPBACK = "127.0.0.1";

  private final KubernetesBinaries binaries;
  private final Path folder;
  private final ServerProgram etcd;
  private final ServerProgram apiServer;
  private final Path kubeconfig;
  private final String etcdUrl;
  private final int port;

  private LastingApiServer(KubernetesBinaries binaries, Path folder, Audience audience)
      throws IOException, GeneralSecurityException {
    this.binaries = binaries;
    this.folder = folder;
    this.kubeconfig = folder.resolve("kubeconfig");
    var ports = freePorts();
    this.etcdUrl = url(ports.get(0));
    this.port = ports.get(2);
    writeUsers(port, audience.users());
    writeServiceAccountKeys();
    this.etcd =
        new ServerProgram(
            List.of(
                binaries.program("etcd").toString(),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=" + url(ports.get(0)),
                "--advertise-client-urls=" + url(ports.get(0)),
                "--listen-peer-urls=" + url(ports.get(1)),
                "--initial-advertise-peer-urls=" + url(ports.get(1)),
                "--initial-cluster=default=" + url(ports.get(1)),
                // A process that is killed loses nothing by this, only a machine would.
                "--unsafe-no-fsync"),
            folder.resolve("etcd.log"));
    var apiServerWords =
        Stream.concat(
            Stream.of(
                binaries.program("kube-apiserver").toString(),
                "--etcd-servers=" + url(ports.get(0)),
                "--secure-port=" + ports.get(2),
                "--bind-address=" + LOOPBACK,
                // Without these two it wants a route to the outside.
                "--advertise-address=" + LOOPBACK,
                "--endpoint-reconciler-type=none",
                // It makes its own certificate there the first time, and keeps it.
                "--cert-dir=" + folder.resolve("certificates"),
                "--token-auth-file=" + folder.resolve("tokens.csv"),
                "--authorization-mode=RBAC",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + folder.resolve("service-account.pub"),
                "--service-account-signing-key-file=" + folder.resolve("service-account.key"),
                "--disable-admission-plugins=ServiceAccount"),
            audience.auditPolicy().isEmpty()
                ? Stream.of()
                : auditLog().flags(audience.auditPolicy()));
    this.apiServer =
        new ServerProgram(apiServerWords.toList(), folder.resolve("kube-apiserver.log"));
  }

  /** Who may come besides the administrator, and what is written down of what all ask for. */
  private record Audience(List<String> users, String auditPolicy) {}

  /** Starts one and waits until it serves our resource. Installs the programs if need be. */
  public static LastingApiServer start() {
    return start(new Audience(List.of(), ""));
  }

  /**
   * Starts one that has an audit log by this policy, and knows these users as well, without any
   * right but those of everybody who is authenticated. One may have the name of a service account.
   */
  public static LastingApiServer startAudited(String auditPolicy, List<String> users) {
    return start(new Audience(users, auditPolicy));
  }

  private static LastingApiServer start(Audience audience) {
    try {
      var folder = Files.createTempDirectory("pipelinestop-lasting-api-server");
      var server = new LastingApiServer(KubernetesBinaries.install(), folder, audience);
      server.startOrClose();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a Kubernetes API server", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot start a Kubernetes API server", e);
    }
  }

  /** What cannot be used is not left behind. */
  private void startOrClose() {
    try {
      startAgain();
      try (var client = newClient()) {
        new Definitions(kubectl(), client, START).apply();
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** A client that may do everything. The caller closes it. */
  public KubernetesClient newClient() {
    return new KubernetesClientBuilder().withConfig(config(kubeconfig)).build();
  }

  /** What a client of this user is configured with, to derive others from. */
  public Config config(String user) {
    return config(kubeconfig(user));
  }

  private static Config config(Path file) {
    try {
      return Config.fromKubeconfig(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** A file for {@code KUBECONFIG}, of an administrator. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** A file for {@code KUBECONFIG}, of this user. */
  public Path kubeconfig(String user) {
    return folder.resolve("kubeconfig-" + user);
  }

  /** The kubectl of the same version. */
  public Kubectl kubectl() {
    return kubectl(kubeconfig);
  }

  /** The kubectl of this user. */
  public Kubectl kubectl(String user) {
    return kubectl(kubeconfig(user));
  }

  private Kubectl kubectl(Path config) {
    return new Kubectl(binaries.program("kubectl"), config, folder.resolve("kubectl-cache"));
  }

  /** Who has asked for what since the first start. */
  public AuditLog auditLog() {
    return new AuditLog(folder.resolve("audit.log"));
  }

  /** Starts some of the controllers of Kubernetes, by their names. The caller closes them. */
  public ControllerManager startControllers(String... names) {
    return ControllerManager.start(binaries, kubeconfig, folder, List.of(names));
  }

  /** SIGKILL for both programs. What was written stays. */
  public void kill() {
    apiServer.kill();
    etcd.kill();
  }

  /** Starts what was killed, on what was written before; returns when it serves. */
  public void startAgain() {
    etcd.start();
    apiServer.start();
    awaitReady();
  }

  /** Lets etcd forget all but the newest state: who wants to go on from an older one cannot. */
  public void compact() {
    var empty = "{\"key\":\"AA==\"}";
    var revision = etcd("range", empty).replaceFirst("(?s).*\"revision\":\"(\\d+)\".*", "$1");
    var unused = etcd("compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
  }

  /** Its gateway for those who do not speak gRPC. */
  private String etcd(String operation, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(etcdUrl + "/v3/kv/" + operation))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(operation + " of etcd failed: " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException("etcd does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Where it listens, on the loopback interface. */
  public int port() {
    return port;
  }

  /** SIGSTOP for the API server: connections stay, answers do not come. */
  public void pause() {
    apiServer.send(Signal.STOP);
  }

  /** SIGCONT for the API server. */
  public void resume() {
    apiServer.send(Signal.CONT);
  }

  private void awaitReady() {
    Awaitility.await("the API server is ready")
        .atMost(START)
        .failFast(
            "a program has ended",
            () -> {
              if (!etcd.isAlive() || !apiServer.isAlive()) {
                throw new IllegalStateException(
                    "etcd:\n%s\nkube-apiserver:\n%s"
                        .formatted(etcd.lastWords(), apiServer.lastWords()));
              }
            })
        .until(() -> kubectl().run("get", "--raw", "/readyz").succeeded());
  }

  /** Three ports that were free a moment ago. They are kept for the life of this server. */
  private static List<Integer> freePorts() throws IOException {
    var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (var one = new ServerSocket(0, 1, loopback);
        var two = new ServerSocket(0, 1, loopback);
        var three = new ServerSocket(0, 1, loopback)) {
      return List.of(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
    }
  }

  private static String url(int port) {
    return "http://" + LOOPBACK + ":" + port;
  }

  private void writeUsers(int port, List<String> users) throws IOException {
    var tokens = new StringBuilder();
    var token = UUID.randomUUID().toString();
    tokens.append("%s,admin,admin,system:masters\n".formatted(token));
    Files.writeString(kubeconfig, kubeconfig(port, token));
    for (var user : users) {
      var own = UUID.randomUUID().toString();
      tokens.append("%1$s,%2$s,%2$s\n".formatted(own, user));
      Files.writeString(kubeconfig(user), kubeconfig(port, own));
    }
    Files.writeString(folder.resolve("tokens.csv"), tokens);
  }

  private void writeServiceAccountKeys() throws IOException, GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    var pair = generator.generateKeyPair();
    Files.writeString(folder.resolve("service-account.key"), pem("PRIVATE KEY", pair.getPrivate()));
    Files.writeString(folder.resolve("service-account.pub"), pem("PUBLIC KEY", pair.getPublic()));
  }

  private static String pem(String kind, Key key) {
    var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(kind, encoder.encodeToString(key.getEncoded()));
  }

  private String kubeconfig(int port, String token) {
    return """
    apiVersion: v1
    kind: Config
    current-context: lasting
    clusters:
    - name: lasting
      cluster:
        server: https://%s:%d
        certificate-authority: %s
    users:
    - name: admin
      user:
        token: %s
    contexts:
    - name: lasting
      context:
        cluster: lasting
        user: admin
        namespace: default
    """
        .formatted(LOOPBACK, port, folder.resolve("certificates").resolve("apiserver.crt"), token);
  }

  /** Ends both programs and removes what they wrote. */
  @Override
  public void close() {
    kill();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
