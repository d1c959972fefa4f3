package dev.pipelinestop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@WithApiServer
class ApiServerIT {

  @Test
  void servesOurResourceToKubectl(ApiServer server) {
    var kubectl = server.inNewNamespace("api-server");

    var nothing = kubectl.run("get", "aws");

    assertThat(nothing.output()).isEmpty();
    assertThat(nothing.stderr()).contains("No resources found in api-server-");
  }

  @Test
  void kubectlIsOfTheSameVersion(ApiServer server) {
    assertThat(server.kubectl().run("version").output())
        .containsPattern("Client Version: (v\\S+)\n(.*\n)*Server Version: \\1\n");
  }

  @Test
  void theProgramsAreThereWithoutBuilding(ApiServer server) {
    assertThat(KubernetesBinaries.withoutBuilding()).isPresent();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
  void listensOnLoopbackOnly(ApiServer server) throws IOException {
    assertThat(server.kubectl().run("get", "--raw", "/readyz").output()).isEqualTo("ok");
    var ours = ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
    assertThat(ours).hasSizeGreaterThanOrEqualTo(2);
    for (var pid : ours) {
      assertThat(listening(pid)).allMatch(address -> address.startsWith("0100007F:"));
    }
  }

  /** Local addresses of the listening sockets of a process, as the kernel writes them. */
  private List<String> listening(long pid) throws IOException {
    try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      var sockets =
          descriptors.map(this::target).filter(target -> target.startsWith("socket:[")).toList();
      return List.of("tcp", "tcp6").stream()
          .flatMap(table -> lines(Path.of("/proc/" + pid + "/net/" + table)))
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns[3].equals("0A"))
          .filter(columns -> sockets.contains("socket:[" + columns[9] + "]"))
          .map(columns -> columns[1])
          .toList();
    }
  }

  private String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed in the meantime
    }
  }

  private Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
