package dev.pipelinestop.mutation;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The classes that are changed: the protocol, and of its shell what needs no cluster. */
final class Subjects {
  private static final String PROTOCOL = "dev.pipelinestop.stop";
  private static final String SHELL = "dev.pipelinestop.reconcile";
  private static final Set<String> OF_THE_SHELL =
      Set.of(
          "RoundRunner",
          "RequestRound",
          "Recorder",
          "StepTaker",
          "RequestMemory",
          "Memories",
          "Agenda",
          "PipelineStopReconciler",
          "PingingListener",
          "AwsSteps");

  private Subjects() {}

  /** All of them, from the folder that the build compiles to; not what is generated. */
  static List<Class<?>> in(Path classes) throws IOException, ClassNotFoundException {
    List<String> names =
        Stream.concat(
                names(classes, PROTOCOL).filter(name -> !outer(name).endsWith("Builder")),
                names(classes, SHELL).filter(name -> OF_THE_SHELL.contains(outer(name))))
            .filter(name -> !name.endsWith("package-info"))
            .toList();
    List<Class<?>> found = new ArrayList<>();
    for (String name : names) {
      found.add(Class.forName(name, false, Subjects.class.getClassLoader()));
    }
    return found;
  }

  private static Stream<String> names(Path classes, String packageName) throws IOException {
    try (Stream<Path> files = Files.list(classes.resolve(packageName.replace('.', '/')))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".class"))
          .sorted()
          .map(file -> packageName + "." + file.substring(0, file.length() - ".class".length()))
          .toList()
          .stream();
    }
  }

  /** The class in whose file it stands, without its package. */
  private static String outer(String name) {
    return name.substring(name.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
  }

  /**
   * True for a record with annotated components, such as nullable ones. A JVM lets it be replaced
   * only once; the second time it says that the record itself would be another one.
   */
  static boolean isChangedOnce(Class<?> type) {
    return type.isRecord()
        && Arrays.stream(type.getRecordComponents()).anyMatch(Subjects::isAnnotated);
  }

  private static boolean isAnnotated(RecordComponent component) {
    return component.getAnnotations().length > 0
        || component.getAnnotatedType().getAnnotations().length > 0;
  }
}
