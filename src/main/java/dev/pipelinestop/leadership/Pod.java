package dev.pipelinestop.leadership;

import io.fabric8.kubernetes.client.Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where this process runs: in a pod, whose manifest says so in its environment, or elsewhere.
 *
 * @param namespace where it belongs, if anything says so
 */
public record Pod(Optional<String> namespace, String name) {

  /** This one. */
  public static Pod own() {
    return of(System.getenv(), Config.autoConfigure(null));
  }

  static Pod of(Map<String, String> environment, Config cluster) {
    return new Pod(
        set(environment.get("POD_NAMESPACE")).or(() -> set(cluster.getNamespace())),
        Stream.of("POD_NAME", "HOSTNAME")
            .flatMap(variable -> set(environment.get(variable)).stream())
            .findFirst()
            .orElseGet(Pod::host));
  }

  private static Optional<String> set(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // What tells it from others follows the name.
      return "unnamed";
    }
  }
}
