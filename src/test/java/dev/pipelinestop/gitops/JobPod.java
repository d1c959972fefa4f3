package dev.pipelinestop.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.Command;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the pod of a Job would do: its command with its environment, on this machine, with a token
 * of its ServiceAccount and no other right.
 */
final class JobPod implements AutoCloseable {
  private final JsonNode container;
  private final Path folder;
  private final Path kubeconfig;

  private JobPod(JsonNode container, Path folder, Path kubeconfig) {
    this.container = container;
    this.folder = folder;
    this.kubeconfig = kubeconfig;
  }

  static JobPod of(Document job, ApiServer server, String namespace) {
    JsonNode pod = job.object().at("/spec/template/spec");
    String account = pod.path("serviceAccountName").asText();
    String token =
        server
            .kubectl()
            .run("create", "token", account, "--namespace=" + namespace)
            .output()
            .strip();
    try {
      Path folder = Files.createTempDirectory("job-pod");
      Path kubeconfig = folder.resolve("kubeconfig");
      Files.writeString(kubeconfig, kubeconfig(server.kubeconfig(), namespace, token));
      Files.createSymbolicLink(folder.resolve("kubectl"), server.kubectl().program());
      return new JobPod(pod.at("/containers/0"), folder, kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The administrator's way to the API server, without the administrator. */
  private static String kubeconfig(Path administrators, String namespace, String token)
      throws IOException {
    ObjectNode config = Serialization.unmarshal(Files.readString(administrators), ObjectNode.class);
    ObjectNode user = config.putArray("users").addObject().put("name", "pod");
    user.putObject("user").put("token", token);
    ObjectNode context = config.putArray("contexts").addObject().put("name", "pod");
    context
        .putObject("context")
        .put("cluster", config.at("/clusters/0/name").asText())
        .put("user", "pod")
        .put("namespace", namespace);
    return Serialization.asYaml(config.put("current-context", "pod"));
  }

  /** Runs it as a pod of the Job of this name. */
  Command.Result run(String job) {
    List<String> words =
        Stream.of("command", "args")
            .flatMap(part -> container.path(part).valueStream())
            .map(JsonNode::asText)
            .toList();
    Command command =
        Command.of(Path.of(words.getFirst()), words.stream().skip(1).toArray(String[]::new))
            .environment("KUBECONFIG", kubeconfig.toString())
            .environment("PATH", folder + File.pathSeparator + System.getenv("PATH"));
    for (JsonNode variable : container.path("env")) {
      command =
          command.environment(
              variable.path("name").asText(),
              variable.has("value") ? variable.path("value").asText() : job);
    }
    return command.environment("HOME", folder.toString()).run();
  }

  @Override
  public void close() {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
