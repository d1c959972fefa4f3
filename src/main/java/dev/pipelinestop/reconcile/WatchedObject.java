package dev.pipelinestop.reconcile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.pipelinestop.api.PipelineStopRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import java.io.IOException;
import java.util.Map;

/**
 * Reads the object of a watch event while it is parsed. Fabric8 would make a tree of it first, with
 * all that {@link KubernetesClients} leaves out, and would look up its kind among all that it knows
 * of, for which it loads their classes.
 */
final class WatchedObject extends JsonDeserializer<Object> {
  private static final Map<String, Class<? extends KubernetesResource>> KINDS =
      Map.of(
          HasMetadata.getKind(PipelineStopRequest.class), PipelineStopRequest.class,
          HasMetadata.getKind(Status.class), Status.class);

  /** What an event of a watch is annotated with, to have its object read by this. */
  interface Event {
    @JsonDeserialize(using = WatchedObject.class)
    void setObject(Object object);
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    try (TokenBuffer head = context.bufferForInputBuffering(parser)) {
      Class<?> type = KINDS.getOrDefault(kind(parser, head), KubernetesResource.class);
      JsonParser whole = JsonParserSequence.createFlattened(false, head.asParser(parser), parser);
      whole.nextToken();
      return context.readValue(whole, type);
    }
  }

  /**
   * The kind, or nothing if there is none. What is read until that is clear goes to the buffer; an
   * API server writes the kind first or second.
   */
  private static String kind(JsonParser parser, TokenBuffer head) throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      head.copyCurrentStructure(parser);
      return "";
    }
    head.writeStartObject();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      head.copyCurrentStructure(parser);
      if (field.equals("kind")) {
        return parser.getText();
      }
    }
    head.writeEndObject();
    return "";
  }
}
