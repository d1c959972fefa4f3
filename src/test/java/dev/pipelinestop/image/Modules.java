package dev.pipelinestop.image;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** The modules of the JDK that the runtime in the image is cut to. */
record Modules(Set<String> names) {

  /**
   * What jdeps finds, but only code needs that never runs here: the annotation processor of Java
   * Operator SDK (java.compiler), the beans of SnakeYAML and Jackson (java.desktop), and the
   * databases of Micrometer and Jackson (java.sql). The two of Jackson look first whether it is
   * there.
   */
  private static final Set<String> NOT_NEEDED = Set.of("java.compiler", "java.desktop", "java.sql");

  private static final Pattern MODULE = Pattern.compile("(?m)^ +((?:java|jdk)\\.[\\w.]+)");

  /** Those that the classes in a jar refer to, whichever of the classes are used. */
  static Modules of(Path jar) {
    TreeSet<String> found =
        MODULE
            .matcher(
                run(
                    "jdeps",
                    "--multi-release=" + Runtime.version().feature(),
                    "--ignore-missing-deps",
                    "--list-deps",
                    jar.toString()))
            .results()
            .map(match -> match.group(1))
            .filter(module -> !NOT_NEEDED.contains(module))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!found.contains("java.base")) {
      throw new IllegalStateException("jdeps found no modules in " + jar);
    }
    return new Modules(found);
  }

  /** Writes a JVM with these modules. */
  void link(Path runtime) {
    String unused =
        run(
            "jlink",
            "--add-modules=" + String.join(",", names),
            "--no-header-files",
            "--no-man-pages",
            "--output=" + runtime);
  }

  /** Runs a tool of this JDK; returns what it prints. */
  private static String run(String tool, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exit =
        ToolProvider.findFirst(tool)
            .orElseThrow(
                () -> new IllegalStateException("this JDK has no " + tool + ": take a whole one"))
            .run(print, print, arguments);
    String printed = out.toString(StandardCharsets.UTF_8);
    if (exit != 0) {
      throw new IllegalStateException("%s ended with %d: %s".formatted(tool, exit, printed));
    }
    return printed;
  }
}
