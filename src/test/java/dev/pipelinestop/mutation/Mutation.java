package dev.pipelinestop.mutation;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes the protocol and its shell, one place at a time, and ends with 1 where the tests notice
 * too little, or something else than the list in the documentation says.
 */
public final class Mutation {
  private static final PrintStream out = System.out;
  private static final Path CLASSES = Path.of("target", "classes");

  private Mutation() {}

  /** Works in the folder of the project, after it was compiled. */
  public static void main(String[] args) throws Exception {
    String only = System.getProperty("mutation.only", "");
    List<Class<?>> types =
        Subjects.in(CLASSES).stream().filter(type -> type.getName().contains(only)).toList();
    Pit pit =
        new Pit(
            CLASSES,
            Path.of("src", "main", "java"),
            Path.of("target", "mutation"),
            Integer.getInteger("mutation.threads", 2),
            System.getProperty("mutation.verbosity", "NO_SPINNER"));
    List<Mutant> mutants = new ArrayList<>();
    mutants.addAll(
        pit.change("classes", types.stream().filter(t -> !Subjects.isChangedOnce(t)).toList(), 0));
    mutants.addAll(
        pit.change("records", types.stream().filter(Subjects::isChangedOnce).toList(), 1));

    Verdict verdict =
        new Verdict(mutants, Known.in(Files.readString(Path.of("docs", "mutation.md"))));
    List<String> complaints = verdict.complaints();
    out.printf(
        "%n%d changes, %d noticed (%.1f %%); the list has %d that change nothing%n",
        mutants.size(),
        verdict.noticed(),
        verdict.score(),
        verdict.known().stream().mapToInt(Known::count).sum());
    complaints.forEach(out::println);
    out.println(complaints.isEmpty() ? "PASS" : "FAIL: see docs/mutation.md");
    System.exit(complaints.isEmpty() ? 0 : 1);
  }
}
