package dev.pipelinestop.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The programs of Kubernetes on this machine, as {@code src/test/kube-api/install} puts them there.
 *
 * @param folder holds etcd, kube-apiserver, kube-controller-manager and kubectl; its name is
 *     version, operating system and processor
 */
public record KubernetesBinaries(Path folder) {
  private static final Path INSTALL = Path.of("src", "test", "kube-api", "install");
  // Building takes five to ten minutes on two cores, and a second build waits for the first.
  private static final Duration BUILD = Duration.ofMinutes(40);
  private static final Duration DOWNLOAD = Duration.ofMinutes(10);

  /**
   * What is present, else downloaded, else built (once, some minutes).
   *
   * @throws IllegalStateException if there is no way to have them, saying why: a test that needs
   *     them must fail, not be skipped
   */
  public static KubernetesBinaries install() {
    var install = Command.of(INSTALL.toAbsolutePath()).timeout(BUILD).run();
    if (install.exitCode() != 0) {
      throw new IllegalStateException(
          "No Kubernetes API server on this machine, and %s cannot provide one:%n%s"
              .formatted(INSTALL, install.stderr()));
    }
    return installedBy(install);
  }

  /** What is present, else downloaded; empty if they would have to be built. */
  public static Optional<KubernetesBinaries> withoutBuilding() {
    var install = Command.of(INSTALL.toAbsolutePath(), "--no-build").timeout(DOWNLOAD).run();
    return install.exitCode() == 0 ? Optional.of(installedBy(install)) : Optional.empty();
  }

  private static KubernetesBinaries installedBy(Command.Result install) {
    return new KubernetesBinaries(Path.of(install.stdout().strip()));
  }

  /** The program of this name. */
  public Path program(String name) {
    return folder.resolve(name);
  }
}
