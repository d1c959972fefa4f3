package dev.pipelinestop.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The list of what the jar consists of is true. */
final class SbomIT {
  private static final String OURS = "dev/pipelinestop/";

  private static final Path JAR = Path.of(System.getProperty("operator.jar"));
  private static final Path SBOM =
      JAR.resolveSibling("sbom").resolve(JAR.getFileName().toString().replace(".jar", ".cdx.json"));

  private final JsonNode sbom;

  SbomIT() throws IOException {
    assertThat(SBOM)
        .as("the list of components: its plugin writes none with mvn -o, so build online once")
        .exists();
    sbom = new ObjectMapper().readTree(SBOM.toFile());
  }

  private List<JsonNode> components() {
    return StreamSupport.stream(sbom.get("components").spliterator(), false).toList();
  }

  /** The jars that the build has, by their names. */
  private static Map<String, Path> jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.toString().endsWith(".jar"))
        .collect(
            Collectors.toMap(
                path -> path.getFileName().toString(), Function.identity(), (one, two) -> one));
  }

  /** The classes in a jar, but those that describe modules. */
  private static Set<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void everyClassInTheJarIsOfAComponentAndEveryComponentIsInTheJar() throws IOException {
    Map<String, Path> jars = jars();
    Map<String, Set<String>> listed = new TreeMap<>();
    for (JsonNode component : components()) {
      String name =
          "%s-%s.jar".formatted(component.get("name").asText(), component.get("version").asText());
      Path jar = jars.get(name);
      if (jar == null) {
        throw new AssertionError("a component that the build does not have: " + name);
      }
      listed.put(name, classes(jar));
    }
    Set<String> shipped = classes(JAR);

    assertThat(listed)
        .hasSizeGreaterThan(50)
        .allSatisfy((name, classes) -> assertThat(shipped).as(name).containsAll(classes));
    assertThat(shipped)
        .filteredOn(name -> !name.startsWith(OURS))
        .isNotEmpty()
        .isSubsetOf(listed.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
  }

  @Test
  void saysWhatItIsOfAndUnderWhichLicences() {
    JsonNode subject = sbom.at("/metadata/component");
    assertThat(subject.get("purl").asText())
        .startsWith("pkg:maven/dev.pipelinestop/pipeline-stop-operator@");
    assertThat(components())
        .allSatisfy(
            component -> {
              assertThat(component.get("purl").asText()).startsWith("pkg:maven/");
              assertThat(component.get("licenses")).as(component.toString()).isNotEmpty();
              assertThat(component.get("hashes")).isNotEmpty();
            });
  }

  @Test
  void isTheSameForTheSameCommit() {
    assertThat(sbom.has("serialNumber")).isFalse();
    assertThat(sbom.at("/metadata/timestamp").isMissingNode()).isTrue();
  }
}
