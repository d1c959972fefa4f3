package dev.pipelinestop.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.mutation.Mutant.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that proves nothing does not pass. */
final class VerdictTest {
  private static final Place AFTER = new Place("stop.Pace.after", "Math");
  private static final Place MIN = new Place("stop.Pace.min", "ConditionalsBoundary");

  private static Mutant mutant(Place place, Status status) {
    return new Mutant(place, status, "Pace.java:66", "Replaced addition with subtraction");
  }

  /** Twenty that were noticed, and these. */
  private static List<Mutant> and(Mutant... more) {
    return Stream.concat(
            Stream.generate(() -> mutant(MIN, Status.KILLED)).limit(20), Stream.of(more))
        .toList();
  }

  private static List<String> complaints(List<Mutant> mutants, Known... known) {
    return new Verdict(mutants, List.of(known)).complaints();
  }

  @Test
  void whatIsAllNoticedPasses() {
    assertThat(complaints(and())).isEmpty();
  }

  @Test
  void noChangeAtAllFails() {
    assertThat(complaints(List.of())).singleElement().asString().contains("no class");
  }

  @Test
  void noTestAtAllFails() {
    assertThat(complaints(List.of(mutant(MIN, Status.NO_COVERAGE)), new Known(MIN, 1, "same")))
        .singleElement()
        .asString()
        .contains("no test");
  }

  @ParameterizedTest
  @EnumSource(names = {"SURVIVED", "NO_COVERAGE", "RUN_ERROR", "STARTED", "NOT_STARTED"})
  void whatIsNotNoticedFailsUnlessItIsInTheList(Status status) {
    List<Mutant> mutants = and(mutant(AFTER, status));

    assertThat(complaints(mutants))
        .singleElement()
        .asString()
        .contains("stop.Pace.after Math: 1 not noticed, 0 in the list", "Pace.java:66");
    assertThat(complaints(mutants, new Known(AFTER, 1, "same"))).isEmpty();
  }

  @Test
  void oneMoreThanInTheListFails() {
    assertThat(
            complaints(
                and(mutant(AFTER, Status.SURVIVED), mutant(AFTER, Status.SURVIVED)),
                new Known(AFTER, 1, "same")))
        .singleElement()
        .asString()
        .contains("2 not noticed, 1 in the list");
  }

  @Test
  void aRowThatIsNotTrueAnyMoreFails() {
    assertThat(complaints(and(), new Known(AFTER, 1, "same")))
        .singleElement()
        .asString()
        .contains("1 in the list, 0 not noticed");
  }

  @Test
  void aRowWhoseChangeRanOutOfTimeMayStillBeTrue() {
    assertThat(complaints(and(mutant(AFTER, Status.TIMED_OUT)), new Known(AFTER, 1, "same")))
        .isEmpty();
  }

  @Test
  void theRestOfTheListDoesNotMatterToARunOfOneClass() {
    Place elsewhere = new Place("stop.Mirror.first", "ConditionalsBoundary");

    assertThat(complaints(and(), new Known(elsewhere, 1, "same"))).isEmpty();
  }

  @Test
  void tooLittleFailsWhateverTheListSays() {
    List<Mutant> mutants =
        and(
            mutant(AFTER, Status.SURVIVED),
            mutant(AFTER, Status.SURVIVED),
            mutant(AFTER, Status.SURVIVED));

    assertThat(complaints(mutants, new Known(AFTER, 3, "same")))
        .singleElement()
        .asString()
        .contains("87.0 % were noticed; 90 % have to be");
  }

  @Test
  void theReportIsReadAndALambdaCountsForItsMethod(@TempDir Path folder) throws Exception {
    Path report =
        Files.writeString(
            folder.resolve("mutations.xml"),
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <mutations partial="true">
            <mutation detected='false' status='SURVIVED' numberOfTestsRun='7'>
            <sourceFile>Memories.java</sourceFile>
            <mutatedClass>dev.pipelinestop.reconcile.Memories</mutatedClass>
            <mutatedMethod>lambda$sweep$0</mutatedMethod>
            <methodDescription>(Ljava/time/Instant;)Z</methodDescription>
            <lineNumber>35</lineNumber>
            <mutator>org.pitest.mutationtest.engine.gregor.mutators.returns.BooleanTrueReturnValsMutator</mutator>
            <indexes><index>9</index></indexes><blocks><block>3</block></blocks>
            <killingTest/>
            <description>replaced boolean return with true</description>
            </mutation>
            </mutations>
            """);

    assertThat(Pit.read(report))
        .containsExactly(
            new Mutant(
                new Place("reconcile.Memories.sweep", "BooleanTrueReturnVals"),
                Status.SURVIVED,
                "Memories.java:35",
                "replaced boolean return with true"));
  }

  @Test
  void theListIsATableWithReasons() {
    assertThat(
            Known.in(
                """
                | Method | Change | Number | Why it changes nothing |
                | --- | --- | --- | --- |
                | `stop.Pace.after` | `Math` | 1 | Another spread is as good. |
                | `stop.Pace.min` | `ConditionalsBoundary` | 1 |  |
                """))
        .as("a row without a reason is none")
        .containsExactly(new Known(AFTER, 1, "Another spread is as good."));
  }
}
