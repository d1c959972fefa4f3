package dev.pipelinestop.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can happen to the lists in an answer, and to the tokens that join their pages. */
final class ListDamages {
  private final String operation;
  private final List<Damage> all = new ArrayList<>();

  private ListDamages(String operation) {
    this.operation = operation;
  }

  /** All of them; none for an operation without lists. */
  static List<Damage> of(String operation) {
    ListDamages damages = new ListDamages(operation);
    switch (operation) {
      case "ListActionExecutions" -> {
        damages.entries("/actionExecutionDetails", "/output/executionResult");
        damages.pages(
            "actionExecutionDetails", "came twice", "more than 200 pages", "token is not valid");
      }
      case "ListPipelineExecutions" -> {
        damages.entries("/pipelineExecutionSummaries", "/stopTrigger");
        // It reads no further than the execution, and not further than 300 of them.
        damages.pages("pipelineExecutionSummaries", null, null, null);
      }
      case "GetPipelineState" -> damages.entries("/stageStates", "/latestExecution");
      case "GetPipelineExecution" ->
          damages.entries("/pipelineExecution/artifactRevisions", "/none");
      default -> {
        // No lists.
      }
    }
    return damages.all;
  }

  private void add(String kind, @Nullable String complaint, UnaryOperator<Answer> change) {
    all.add(
        new Damage(operation, kind, complaint == null ? null : Pattern.compile(complaint), change));
  }

  private void entries(String path, String texts) {
    change("every entry twice", path, list -> list.addAll(list.deepCopy()));
    change("every entry 150 times", path, list -> repeat(list, 150, entry -> {}));
    change("every entry 5000 times", path, list -> repeat(list, 5000, entry -> {}));
    change("150 others alike", path, list -> repeat(list, 150, this::renamed));
    change("5000 others alike", path, list -> repeat(list, 5000, this::renamed));
    for (String text : List.of("a", "<", "\u4e2d", "\"", "😀", "\\")) {
      change(
          "150 others full of " + text,
          path,
          list ->
              repeat(
                  list,
                  150,
                  entry -> {
                    renamed(entry);
                    fill(entry, text);
                    if (entry.at(texts) instanceof ObjectNode within) {
                      fill(within, text);
                    }
                  }));
    }
    change("null between entries", path, list -> list.addNull().insertNull(0));
  }

  private void change(String kind, String path, Consumer<ArrayNode> change) {
    add(
        kind,
        null,
        answer -> {
          JsonNode root = FieldDamages.parse(answer.text());
          if (root.at(path) instanceof ArrayNode list) {
            change.accept(list);
          }
          return answer.body(root.toString());
        });
  }

  private static void repeat(ArrayNode list, int times, Consumer<ObjectNode> each) {
    List<JsonNode> entries = new ArrayList<>();
    list.forEach(entries::add);
    for (int i = 1; i < times; i++) {
      for (JsonNode entry : entries) {
        if (entry.deepCopy() instanceof ObjectNode copy) {
          copy.put("n", i);
          each.accept(copy);
          list.add(copy);
        }
      }
    }
  }

  private void renamed(ObjectNode entry) {
    for (String id : List.of("actionExecutionId", "name", "stageName")) {
      if (entry.has(id)) {
        entry.put(id, entry.get(id).asText() + entry.get("n"));
      }
    }
  }

  private static void fill(ObjectNode entry, String text) {
    for (String field :
        List.of(
            "stageName",
            "actionName",
            "externalExecutionId",
            "externalExecutionSummary",
            "name",
            "revisionId",
            "revisionSummary",
            "reason")) {
      entry.put(field, text.repeat(1500 / text.length()));
    }
    for (String url : List.of("externalExecutionUrl", "revisionUrl")) {
      entry.put(url, "https://x.example/" + text.repeat(2000 / text.length()));
    }
  }

  private void pages(
      String list, @Nullable String again, @Nullable String endless, @Nullable String refused) {
    String empty = "{\"" + list + "\":[]}";
    page("the same token again and again", again, (a, n) -> with(a, "again"));
    page("the same token after empty pages", "came twice", (a, n) -> with(a.body(empty), "same"));
    page("a new token each time", endless, (a, n) -> with(a, "t" + n));
    page("empty pages without end", endless, (a, n) -> with(a.body(empty), "e" + n));
    page("empty pages between", null, (a, n) -> n % 3 == 0 ? a : with(a.body(empty), "b" + n));
    add("a token of nobody", refused, a -> with(a, "nobody"));
    add("an empty token", null, a -> with(a, ""));
    add("a token of 1 MiB", null, a -> with(a, "t".repeat(1 << 20)));
    add("a token of half a character", null, a -> with(a, "\ud800"));
    add("an empty list", null, a -> a.body(empty));
  }

  /** As if AWS had given the token: what it answers to it is what it answered last. */
  private void page(
      String kind, @Nullable String complaint, BiFunction<Answer, Integer, Answer> change) {
    AtomicReference<Answer> last = new AtomicReference<>();
    AtomicInteger count = new AtomicInteger();
    add(
        kind,
        complaint,
        answer ->
            change.apply(
                last.updateAndGet(before -> answer.status() == 200 ? answer : before),
                count.incrementAndGet()));
  }

  private static Answer with(Answer answer, String token) {
    JsonNode root = FieldDamages.parse(answer.text());
    if (root instanceof ObjectNode object) {
      object.put("nextToken", token);
    }
    return answer.body(root.toString());
  }
}
