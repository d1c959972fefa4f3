package dev.pipelinestop.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Asks an operator at a path, as the kubelet or Prometheus do. Its flag must have 127.0.0.1:0. */
record Probe(OperatorProcess operator, String path) {

  /** A kubelet gives up after so long. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** The lines of the answer, after its status. */
  List<String> ask() {
    URI address =
        Awaitility.await(path + " is served")
            .atMost(Scene.PATIENCE)
            .until(this::address, Optional::isPresent)
            .orElseThrow();
    try (HttpClient http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(address).timeout(LONGEST).build(), BodyHandlers.ofString());
      return Stream.concat(Stream.of("" + answer.statusCode()), answer.body().lines()).toList();
    } catch (IOException e) {
      return List.of("no answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Optional<URI> address() {
    return Pattern.compile("http://127\\.0\\.0\\.1:\\d+" + path + "\\b")
        .matcher(operator.log())
        .results()
        .map(found -> URI.create(found.group()))
        .findFirst();
  }
}
