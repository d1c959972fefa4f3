package dev.pipelinestop.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One page of a list, and the token of the next one. */
record Page<T>(List<T> rows, @Nullable String nextToken) {

  /**
   * Cuts a page out of a list. A token names the last row that was shown, so that rows which come
   * first meanwhile move nothing; it belongs to one list only.
   *
   * @param scope the list: its operation, pipeline and filter
   */
  static <T> Page<T> of(List<T> all, JsonNode request, String scope, Function<T, String> key) {
    int from = 0;
    if (request.hasNonNull("nextToken")) {
      var last = decode(request.get("nextToken").textValue(), scope);
      from = indexOf(all, row -> key.apply(row).equals(last)) + 1;
      if (from == 0) {
        throw invalid();
      }
    }
    int to = Math.min(all.size(), from + request.path("maxResults").asInt(100));
    var rows = all.subList(from, to);
    var token = to < all.size() ? encode(scope, key.apply(rows.getLast())) : null;
    return new Page<>(rows, token);
  }

  private static <T> int indexOf(List<T> all, Predicate<T> wanted) {
    for (int i = 0; i < all.size(); i++) {
      if (wanted.test(all.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static String encode(String scope, String key) {
    return Base64.getUrlEncoder().encodeToString((scope + "\n" + key).getBytes(UTF_8));
  }

  private static String decode(String token, String scope) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), UTF_8);
      if (text.startsWith(scope + "\n")) {
        return text.substring(scope.length() + 1);
      }
    } catch (IllegalArgumentException notBase64) {
      // The same as any other token that was not given out here.
    }
    throw invalid();
  }

  private static AwsError invalid() {
    return new AwsError("InvalidNextTokenException", "The next token is not valid.");
  }
}
