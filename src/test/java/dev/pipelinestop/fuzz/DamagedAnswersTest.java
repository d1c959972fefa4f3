package dev.pipelinestop.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever AWS, or something in its place, answers: nothing breaks, nothing is said to be stopped
 * that is not, nothing is stopped twice, somebody is told, and afterwards it goes on.
 *
 * <p>By default every so many of the damages are tried, and those that have found a bug once;
 * {@code -Dfuzz.every=1} tries all of them, {@code -Dfuzz.only} those whose name holds a text.
 */
class DamagedAnswersTest {
  private static final Logger log = LoggerFactory.getLogger(DamagedAnswersTest.class);
  private static final Path CORPUS = Path.of("src/test/resources/corpus/damaged-answers.txt");
  private static final int EVERY =
      Integer.parseInt(Objects.requireNonNullElse(System.getProperty("fuzz.every"), "60"));
  private static final String ONLY =
      Objects.requireNonNullElse(System.getProperty("fuzz.only"), "");
  private static final Damage NONE = new Damage("none", "undamaged", null, answer -> answer);

  private static Map<String, Set<String>> good() {
    try (DamagedRun run = new DamagedRun(NONE)) {
      assertThat(run.run()).as("without any damage").isEmpty();
      return run.answers();
    }
  }

  private static List<Damage> damagesOf(String operation, Set<String> good) {
    Stream<Damage> particular =
        operation.equals("GetCallerIdentity")
            ? IdentityDamages.all().stream()
            : Stream.concat(
                FieldDamages.of(operation, good).stream(), ListDamages.of(operation).stream());
    return Stream.concat(WireDamages.of(operation).stream(), particular).toList();
  }

  /** Every so many, beginning where this operation happens to; and what has found a bug once. */
  private static List<Damage> chosen(String operation, List<Damage> all) throws IOException {
    Set<String> corpus = Set.copyOf(Files.readAllLines(CORPUS));
    List<Damage> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Damage damage = all.get(i);
      boolean inTurn = (i + operation.length()) % EVERY == 0 || corpus.contains(damage.name());
      if (ONLY.isEmpty() ? inTurn : damage.name().contains(ONLY)) {
        chosen.add(damage);
      }
    }
    return chosen;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetCallerIdentity",
        "GetPipelineExecution",
        "ListActionExecutions",
        "GetPipelineState",
        "ListPipelineExecutions",
        "StopPipelineExecution"
      })
  void noDamageDoesHarm(String operation) throws IOException {
    List<Damage> all = damagesOf(operation, good().getOrDefault(operation, Set.of()));
    List<Damage> chosen = chosen(operation, all);
    List<String> harm = new ArrayList<>();
    for (Damage damage : chosen) {
      harm(damage).forEach(wrong -> harm.add(damage.name() + ": " + wrong));
    }
    log.info("{}: tried {} of {} kinds of damage", operation, chosen.size(), all.size());
    assertThat(harm).as("harm done by %d of %d damages", chosen.size(), all.size()).isEmpty();
  }

  private static List<String> harm(Damage damage) {
    try (DamagedRun run = new DamagedRun(damage)) {
      return run.run();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return List.of("thrown out of the shell: " + e);
    }
  }

  @Test
  void theCorpusNamesDamagesThatThereAre() throws IOException {
    Map<String, Set<String>> good = good();
    List<String> names =
        good.entrySet().stream()
            .flatMap(entry -> damagesOf(entry.getKey(), entry.getValue()).stream())
            .map(Damage::name)
            .toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(200);
    assertThat(names).containsAll(Files.readAllLines(CORPUS));
  }
}
