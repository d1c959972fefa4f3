package dev.pipelinestop.reconcile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time that cannot be read is one long ago. An API server with an older definition than ours
 * takes some that are none, and a watch delivers every request or ends the operator. Long ago is
 * the safe side: a bound that has passed lets no stop be sent, and an end that has come is not
 * taken back.
 */
final class UnreadableTimes extends DeserializationProblemHandler {
  @Override
  public Object handleWeirdStringValue(
      DeserializationContext context, Class<?> type, String value, String message) {
    return type == Instant.class ? Instant.EPOCH : NOT_HANDLED;
  }

  @Override
  public Object handleUnexpectedToken(
      DeserializationContext context,
      JavaType type,
      JsonToken token,
      JsonParser parser,
      @Nullable String message)
      throws IOException {
    if (!type.hasRawClass(Instant.class)) {
      return NOT_HANDLED;
    }
    var unused = parser.skipChildren();
    return Instant.EPOCH;
  }
}
