package dev.pipelinestop.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KustomizationTest {

  @Test
  void theFilesAreTheChart() throws IOException {
    var expected = Kustomization.files(Form.rendered(), Chart.standard().namespace());
    if (System.getProperty("deploy.update") != null) {
      for (var old : files()) {
        Files.delete(old);
      }
      for (var file : expected.entrySet()) {
        Files.createDirectories(file.getKey().getParent());
        Files.writeString(file.getKey(), file.getValue());
      }
    }
    var because = "deploy is not what the chart says. Update it with: " + Kustomization.UPDATE;
    assertThat(files()).as(because).containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (Map.Entry<Path, String> file : expected.entrySet()) {
      assertThat(file.getKey()).as(because).hasContent(file.getValue());
    }
  }

  /** Those that are generated. */
  private static List<Path> files() throws IOException {
    try (var base = Files.walk(Kustomization.FOLDER.resolve("base"));
        var overlays = Files.walk(Kustomization.FOLDER.resolve("overlays"))) {
      return Stream.concat(base, overlays)
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(Kustomization.EXAMPLE))
          .toList();
    }
  }
}
