package dev.pipelinestop.cluster;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real kube-apiserver with its etcd, reachable from this machine only, with our definition
 * applied. What it writes is in temporary folders of its own: several can run side by side.
 *
 * <p>There is no controller-manager: no garbage collection, and a deleted namespace stays.
 */
public final class ApiServer implements AutoCloseable {
  // Two cores that compile something else at the same time take their time.
  private static final Duration START = Duration.ofMinutes(1);

  private static final String AUDIT_LOG = "audit.log";

  private final KubernetesBinaries binaries;
  private final Path folder;
  private final KubeAPIServer server;
  private final Path kubeconfig;
  private final KubernetesClient client;
  private final End end;

  private ApiServer(KubernetesBinaries binaries, Path folder, KubeAPIServer server, End end) {
    this.end = end;
    this.binaries = binaries;
    this.folder = folder;
    this.server = server;
    this.kubeconfig = folder.resolve("kubeconfig");
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
            .build();
  }

  /** Starts one and waits until it serves our resource. Installs the programs if need be. */
  public static ApiServer start() {
    return start(KubernetesBinaries.install());
  }

  /** Starts one from these programs and waits until it serves our resource. */
  public static ApiServer start(KubernetesBinaries binaries) {
    return start(binaries, folder -> List.of());
  }

  /** Starts one that writes down who asks it for what. */
  public static ApiServer startAudited() {
    return start(
        KubernetesBinaries.install(),
        folder ->
            List.of(
                "--audit-policy-file=" + write(folder.resolve("audit.yaml"), AuditLog.POLICY),
                "--audit-log-path=" + folder.resolve(AUDIT_LOG)));
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static ApiServer start(
      KubernetesBinaries binaries, Function<Path, List<String>> moreFlags) {
    try {
      var folder = Files.createTempDirectory("pipelinestop-api-server");
      layOut(binaries, folder);
      var server =
          new KubeAPIServer(
              KubeAPIServerConfigBuilder.anAPIServerConfig()
                  .withTestDir(folder.toString())
                  .withOfflineMode(true)
                  .withUpdateKubeConfig(false)
                  .withWaitForEtcdHealthCheckOnStartup(true)
                  .withStartupTimeout(Math.toIntExact(START.toMillis()))
                  .withApiServerFlags(
                      Stream.concat(
                              // Without these two it wants a route to the outside.
                              Stream.of(
                                  "--advertise-address=127.0.0.1",
                                  "--endpoint-reconciler-type=none"),
                              moreFlags.apply(folder).stream())
                          .toList())
                  .build());
      var end = new End(server, folder);
      // A JVM that is asked to end (Ctrl-C in the sandbox) must not leave two servers behind, nor
      // may one of the two stay when the other does not start.
      Runtime.getRuntime().addShutdownHook(new Thread(end, "api-server-end"));
      startOrExplain(server, folder);
      var started = new ApiServer(binaries, folder, server, end);
      Files.writeString(started.kubeconfig, server.getKubeConfigYaml());
      new Definitions(started.kubectl(), started.client, START).apply();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a Kubernetes API server", e);
    }
  }

  private static void startOrExplain(KubeAPIServer server, Path folder) throws IOException {
    // kube-api-test reckons its timeout by the time of day, and gives up at once where that would
    // be past midnight. So midnight is let pass.
    Awaitility.await("midnight")
        .forever()
        .until(
            () ->
                LocalTime.now(ZoneId.systemDefault())
                    .isBefore(LocalTime.MAX.minus(START.multipliedBy(2))));
    try {
      server.start();
    } catch (KubeAPITestException e) {
      var said = new StringJoiner(System.lineSeparator());
      for (var program : List.of("etcd", "kube-apiserver")) {
        var log = folder.resolve(program + ".log");
        said.add(log.getFileName() + ":");
        if (Files.exists(log)) {
          var lines = Files.readAllLines(log);
          lines.subList(Math.max(0, lines.size() - 10), lines.size()).forEach(said::add);
        }
      }
      throw new IllegalStateException("the Kubernetes API server did not start\n" + said, e);
    }
  }

  /** Lays the programs out as kube-api-test looks for them, with servers that keep to us. */
  private static void layOut(KubernetesBinaries binaries, Path folder) throws IOException {
    var programs =
        Files.createDirectories(folder.resolve("k8s").resolve(binaries.folder().getFileName()));
    Files.createSymbolicLink(programs.resolve("kubectl"), binaries.program("kubectl"));
    // The data is thrown away: nothing is gained by waiting for the disk.
    wrap(binaries.program("etcd"), "--unsafe-no-fsync", programs, folder);
    wrap(binaries.program("kube-apiserver"), "--bind-address=127.0.0.1", programs, folder);
  }

  /**
   * kube-api-test lets etcd listen on all interfaces and has the API server connect to it at
   * 0.0.0.0, which goes through a proxy where there is one. It has no options for either.
   */
  private static void wrap(Path program, String option, Path programs, Path folder)
      throws IOException {
    var name = program.getFileName().toString();
    var wrapper =
        Files.writeString(
            programs.resolve(name),
            """
            #!/bin/sh
            for word; do
              shift
              set -- "$@" "$(printf %%s "$word" | sed 's,//0[.]0[.]0[.]0:,//127.0.0.1:,g')"
            done
            exec '%s' '%s' "$@" >'%s' 2>&1
            """
                .formatted(program, option, folder.resolve(name + ".log")));
    Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
  }

  /** A client that may do everything: permissions are tested by impersonation. Do not close it. */
  public KubernetesClient client() {
    return client;
  }

  /** A copy of what the client is configured with, to derive others from. */
  public Config config() {
    return Config.fromKubeconfig(server.getKubeConfigYaml());
  }

  /** Where its files are: what is put there is removed with them. */
  public Path folder() {
    return folder;
  }

  /** A file for {@code KUBECONFIG}. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** The kubectl of the same version. */
  public Kubectl kubectl() {
    return new Kubectl(binaries.program("kubectl"), kubeconfig, folder.resolve("kubectl-cache"));
  }

  /** What it has written down, if it is one that does. */
  public AuditLog auditLog() {
    return new AuditLog(folder.resolve(AUDIT_LOG));
  }

  /** Creates a namespace for one test and returns its name, which begins with the prefix. */
  public String newNamespace(String prefix) {
    return client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withGenerateName(prefix + "-")
                .endMetadata()
                .build())
        .create()
        .getMetadata()
        .getName();
  }

  /** The kubectl, in a namespace of its own. */
  public Kubectl inNewNamespace(String prefix) {
    return kubectl().with("--namespace=" + newNamespace(prefix));
  }

  /** Ends both servers and removes what they wrote. */
  @Override
  public void close() {
    client.close();
    end.run();
  }

  /** Ends the servers once, whoever asks first. */
  private record End(KubeAPIServer server, Path folder, AtomicBoolean done) implements Runnable {

    End(KubeAPIServer server, Path folder) {
      this(server, folder, new AtomicBoolean());
    }

    @Override
    public void run() {
      if (!done.compareAndSet(false, true)) {
        return;
      }
      try {
        server.stop();
      } catch (KubeAPITestException e) {
        // It has stopped already, when one of its programs ended by itself, and cannot do so twice.
      }
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot remove " + folder, e);
      }
    }
  }
}
