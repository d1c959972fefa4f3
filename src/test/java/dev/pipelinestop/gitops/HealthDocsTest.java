package dev.pipelinestop.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pipelinestop.docs.GeneratedPart;
import dev.pipelinestop.gitops.Corpus.Situation;
import dev.pipelinestop.gitops.Corpus.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of healths is what the rules and the script say of the whole corpus. */
class HealthDocsTest {
  private final List<State> corpus = Corpus.all();

  @Test
  void everySituationHasOneHealth() throws IOException {
    LuaHealth lua = LuaHealth.read();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Situation", "kstatus, Flux", "Argo CD"));
    for (Situation situation : Situation.values()) {
      rows.add(
          List.of(
              situation.meaning(),
              one(situation, resource -> Kstatus.of(resource).toString()),
              one(situation, resource -> lua.of(resource).status())));
    }
    new GeneratedPart("docs/gitops.md", "health").isTable(rows);
  }

  private String one(Situation situation, Function<JsonNode, String> judge) {
    Set<String> judgements =
        corpus.stream()
            .filter(state -> state.situation() == situation)
            .map(state -> judge.apply(state.resource()))
            .collect(Collectors.toSet());
    assertThat(judgements).as(situation.meaning()).hasSize(1);
    return judgements.iterator().next();
  }
}
