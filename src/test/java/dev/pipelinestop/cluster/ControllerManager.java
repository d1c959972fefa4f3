package dev.pipelinestop.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * Some controllers of Kubernetes, at work in an API server. Those that are not started leave their
 * work undone, as in the other servers here.
 */
public final class ControllerManager implements AutoCloseable {
  private final ServerProgram program;

  private ControllerManager(ServerProgram program) {
    this.program = program;
  }

  static ControllerManager start(
      KubernetesBinaries binaries, Path kubeconfig, Path folder, List<String> controllers) {
    var program =
        new ServerProgram(
            List.of(
                binaries.program("kube-controller-manager").toString(),
                "--kubeconfig=" + kubeconfig,
                "--controllers=" + String.join(",", controllers),
                "--leader-elect=false",
                // It serves nothing.
                "--secure-port=0"),
            folder.resolve("kube-controller-manager.log"));
    program.start();
    return new ControllerManager(program);
  }

  /** What it said last, or nothing while it runs. */
  public String failure() {
    return program.isAlive() ? "" : program.lastWords();
  }

  /** Ends it at once. */
  @Override
  public void close() {
    program.kill();
  }
}
