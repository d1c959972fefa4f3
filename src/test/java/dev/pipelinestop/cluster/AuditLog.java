package dev.pipelinestop.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What an API server writes down of all that it is asked: who, what, and the answer. */
public record AuditLog(Path file) {
  /** Everything that was answered, without what was sent. */
  static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
        - level: Metadata
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What has an API server write what this policy says. */
  Stream<String> flags(String policy) throws IOException {
    var policyFile = Files.writeString(file.resolveSibling("audit-policy.yaml"), policy);
    return Stream.of("--audit-policy-file=" + policyFile, "--audit-log-path=" + file);
  }

  /** What is written so far. The last answer may follow a moment after whoever asked has it. */
  public List<JsonNode> events() {
    try {
      var text = Files.readString(file);
      // What is being written has no end of line yet.
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(AuditLog::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(line, e);
    }
  }
}
