package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the jar that is shipped, and what is not. */
final class JarIT {

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(System.getProperty("operator.jar"))) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }

  @Test
  void holdsNothingOfTheTestTree() throws IOException {
    assertThat(entries())
        .anyMatch(name -> name.equals("dev/pipelinestop/Operator.class"))
        .noneMatch(
            name ->
                name.matches(
                    "dev/pipelinestop/(simulator|simulation|sandbox|cluster|crd|bench|process|fuzz|soak|mutation|image|chart|replicas|admission|gitops)/.*"))
        .noneMatch(name -> name.startsWith("org/junit/") || name.startsWith("org/assertj/"));
  }

  @Test
  void holdsNoNettyAndOneHttpClientForKubernetes() throws IOException {
    assertThat(entries())
        .noneMatch(name -> name.startsWith("io/netty/") || name.startsWith("io/vertx/"))
        .noneMatch(name -> name.startsWith("okhttp3/"));
    try (JarFile jar = new JarFile(System.getProperty("operator.jar"))) {
      ZipEntry factory =
          jar.getEntry("META-INF/services/io.fabric8.kubernetes.client.http.HttpClient$Factory");
      String factories =
          new String(
              jar.getInputStream(factory).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(factories.lines().filter(line -> !line.isBlank() && !line.startsWith("#")))
          .containsExactly("io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory");
    }
  }
}
