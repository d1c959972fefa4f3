package dev.pipelinestop.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pipelinestop.gitops.Corpus.Situation;
import dev.pipelinestop.gitops.Corpus.State;
import dev.pipelinestop.gitops.LuaHealth.Health;
import dev.pipelinestop.stop.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flux, which follows kstatus, and Argo CD, which runs our script, say the same of every state. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthTest {
  private static final List<State> CORPUS = Corpus.all();

  private LuaHealth lua;

  @BeforeAll
  void readScript() throws IOException {
    lua = LuaHealth.read();
  }

  static List<State> corpus() {
    return CORPUS;
  }

  @Test
  void everyReasonIsInTheCorpus() {
    assertThat(CORPUS)
        .filteredOn(state -> state.situation() != Situation.UNSEEN)
        .extracting(state -> condition(state.resource(), "Succeeded").path("reason").asText())
        .containsAll(Arrays.stream(Reason.values()).map(Reason::name).toList());
  }

  @Test
  void everySituationIsInTheCorpus() {
    assertThat(CORPUS).extracting(State::situation).contains(Situation.values());
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void kstatusSaysWhatIsTheCase(State state) {
    assertThat(Kstatus.of(state.resource()))
        .isEqualTo(
            switch (state.situation()) {
              case DELETED -> Kstatus.TERMINATING;
              case UNSEEN, EDITED, WORKING -> Kstatus.IN_PROGRESS;
              case SUCCEEDED -> Kstatus.CURRENT;
              case ENDED_OTHERWISE -> Kstatus.FAILED;
            });
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void theScriptAgreesWithKstatus(State state) {
    Health health = lua.of(state.resource());

    assertThat(health.status())
        .isEqualTo(
            switch (Kstatus.of(state.resource())) {
              case TERMINATING, IN_PROGRESS -> "Progressing";
              case CURRENT -> "Healthy";
              case FAILED -> "Degraded";
            });
    assertThat(health.message())
        .isEqualTo(
            switch (state.situation()) {
              case DELETED -> "Being deleted.";
              case UNSEEN, EDITED -> "The operator has not looked at this yet.";
              case WORKING, SUCCEEDED, ENDED_OTHERWISE ->
                  condition(state.resource(), "Succeeded").path("reason").asText()
                      + ": "
                      + condition(state.resource(), "Succeeded").path("message").asText();
            });
  }

  private static JsonNode condition(JsonNode resource, String type) {
    return StreamSupport.stream(resource.path("status").path("conditions").spliterator(), false)
        .filter(condition -> condition.path("type").asText().equals(type))
        .findFirst()
        .orElse(resource.path("none"));
  }
}
