package dev.pipelinestop.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipelinestop.api.PipelineStopRequest;
import dev.pipelinestop.cluster.ApiServer;
import dev.pipelinestop.cluster.WithApiServer;
import dev.pipelinestop.fuzz.FieldValues;
import dev.pipelinestop.fuzz.RawApi.Reply;
import dev.pipelinestop.fuzz.ResourceCase;
import dev.pipelinestop.fuzz.ResourceCase.Subject;
import dev.pipelinestop.fuzz.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that are derived from the schema, right and wrong ones, on a real API server with the
 * operator at work. None of them harms another, each gets an answer, and a good one in its place
 * does its work.
 */
@WithApiServer
final class GeneratedResourcesIT {
  private static final Logger log = LoggerFactory.getLogger(GeneratedResourcesIT.class);
  private static final int EVERY =
      Integer.parseInt(Objects.requireNonNullElse(System.getProperty("fuzz.every"), "8"));

  /** A status that somebody writes by hand. */
  private record StatusCase(String title, String field, boolean valid, String body) {}

  private static List<StatusCase> statuses() {
    List<StatusCase> cases = new ArrayList<>();
    for (Schema field : Schema.ofResource().property("status").properties().toList()) {
      for (var value : FieldValues.of(field, Optional.empty()).entrySet()) {
        String text = FieldValues.text(value.getValue());
        if (!text.isEmpty()) {
          boolean valid = field.violations(FieldValues.parsed(text)).isEmpty();
          cases.add(
              new StatusCase(
                  field.name() + " " + value.getKey(),
                  field.path(),
                  valid,
                  "{\"status\":{\"%s\":%s}}".formatted(field.name(), text)));
        }
      }
    }
    // Those that are refused only tell of the API server: some of them are enough.
    return IntStream.range(0, cases.size())
        .filter(i -> i % (cases.get(i).valid() ? Math.max(1, EVERY / 4) : 2 * EVERY) == 0)
        .mapToObj(cases::get)
        .toList();
  }

  @Test
  void noRequestHarmsAnother(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "generated")) {
      Crowd crowd = new Crowd(scene, cluster.client());
      scene.start(scene.launch().with("--not-found-grace=3s"));
      List<ResourceCase> cases = ResourceCase.all();
      ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
      ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();

      crowd.each(
          cases,
          (index, each) -> {
            Subject subject = crowd.subject("case-" + index);
            Reply reply = crowd.api().create(each.body().apply(subject), each.validation());
            if (reply.taken()) {
              taken.add(subject.name());
            } else if (!isRefusal(reply, each.field())) {
              wrong.add(each + ": " + reply.code() + " " + shortened(reply.body()));
            }
          });
      log.info("{} of {} generated requests were taken", taken.size(), cases.size());
      crowd.awaitAnswers(taken);
      // Of those that were refused nothing is left: some of them are enough.
      crowd.replaceByGoodOnes(
          IntStream.range(0, cases.size())
              .mapToObj(i -> "case-" + i)
              .filter(name -> taken.contains(name) || name.hashCode() % 3 == 0)
              .toList());

      assertThat(wrong).isEmpty();
      assertThat(cases).hasSizeGreaterThan(300);
      assertThat(taken).hasSizeBetween(50, cases.size() - 100);
    }
  }

  @Test
  void noStatusThatSomebodyWritesHarmsAnother(ApiServer cluster) {
    try (Scene scene = new Scene(cluster, "written")) {
      Crowd crowd = new Crowd(scene, cluster.client());
      scene.start(scene.launch().with("--not-found-grace=3s"));
      List<StatusCase> cases = statuses();
      ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
      ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
      List<String> names = IntStream.range(0, cases.size()).mapToObj(i -> "case-" + i).toList();

      crowd.each(
          cases,
          (index, each) -> {
            String name = names.get(index);
            crowd.create(
                crowd.subject(name).good().replace("\"abandon\":true", "\"abandon\":false"));
            Reply reply = crowd.api().patchStatus(name, each.body());
            if (reply.taken()) {
              taken.add(each.title());
            } else if (!isRefusal(reply, each.valid() ? each.field() : "")) {
              wrong.add(each.title() + ": " + reply.code() + " " + shortened(reply.body()));
            }
            if (!crowd.api().patch(name, "{\"spec\":{\"abandon\":true}}").taken()) {
              wrong.add(each.title() + ": the spec cannot be changed any more");
            }
          });
      log.info("{} of {} generated statuses were taken", taken.size(), cases.size());
      var unused =
          cluster
              .client()
              .resources(PipelineStopRequest.class)
              .inNamespace(scene.namespace())
              .list();
      crowd.awaitAnswers(names);
      crowd.replaceByGoodOnes(names.stream().filter(n -> n.hashCode() % 3 == 0).toList());

      assertThat(wrong).isEmpty();
      assertThat(cases).hasSizeGreaterThan(100);
    }
  }

  /**
   * Whether it is a refusal that says of what: by the path of the field or, where a rule could not
   * be computed, in the message of the rule. What is no JSON, or too large, is refused as a whole.
   */
  private static boolean isRefusal(Reply reply, String field) {
    if (reply.body().contains("too large") || reply.body().contains("larger than max")) {
      return true;
    }
    String name = field.substring(field.lastIndexOf('.') + 1);
    return reply.code() / 100 == 4
        && (reply.body().contains(field)
            || reply.body().contains(name + " must be")
            || reply.body().contains("1e400"));
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(600, text.length()));
  }
}
