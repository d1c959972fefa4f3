package dev.pipelinestop.fuzz;

import static java.nio.charset.StandardCharsets.UTF_16;

import dev.pipelinestop.fuzz.Answer.Tail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What can happen to an answer whatever it says: status, headers, and bytes of the body. */
final class WireDamages {
  private static final String HTML =
      "<!DOCTYPE html><html><body><h1>Sign in</h1><script>x</script></body></html>";
  private static final int LARGE = 17 << 20;

  private final String operation;
  private final List<Damage> all = new ArrayList<>();

  private WireDamages(String operation) {
    this.operation = operation;
  }

  /** All of them, for one operation. */
  static List<Damage> of(String operation) {
    WireDamages damages = new WireDamages(operation);
    damages.bodies();
    damages.statuses();
    damages.headers();
    damages.errors();
    damages.sizes();
    damages.truncations();
    return damages.all;
  }

  private boolean isJson() {
    return !operation.equals("GetCallerIdentity");
  }

  private void add(String kind, @Nullable String complaint, UnaryOperator<Answer> change) {
    all.add(
        new Damage(operation, kind, complaint == null ? null : Pattern.compile(complaint), change));
  }

  private void bodies() {
    String nothing = Complaints.nothingIn(operation);
    String unreadable = Complaints.UNREADABLE;
    add("empty body", Complaints.emptyBodyOf(operation), answer -> answer.body(""));
    add("blank body", Complaints.emptyBodyOf(operation), answer -> answer.body(" \r\n\t "));
    for (String body : List.of("<", "{", "[", "\"", "}", "nul", "'a'", "{a:1}", "{\"a\":}")) {
      add("body " + body, unreadable, answer -> answer.body(body));
    }
    for (String body : List.of("{}", "{\"a\":{\"b\":[null,1.5,true,\"c\"]}}", "{\"\":\"\"}")) {
      add("body " + body, isJson() ? nothing : unreadable, answer -> answer.body(body));
    }
    for (String body : List.of("[]", "null", "\"text\"", "42", "true", "[{}]", "[[]]")) {
      add("body " + body, nothing + "|" + unreadable, answer -> answer.body(body));
    }
    // To those who read XML, HTML is an answer in which nothing is what they look for.
    String html = isJson() ? unreadable : nothing;
    add("HTML", html, answer -> answer.body(HTML).type("text/html"));
    add("HTML as JSON", html, answer -> answer.body(HTML));
    add("another XML", nothing + "|" + unreadable, answer -> answer.body("<a><b>1</b></a>"));
    add(
        "XML with entities",
        nothing + "|" + unreadable,
        answer ->
            answer.body(
                "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c SYSTEM \"file:///etc/hostname\">]>"
                    + "<a>&b;&c;</a>"));
    add("rubbish before it", unreadable, answer -> answer.body("x" + answer.text()));
    add("a byte order mark before it", null, answer -> answer.body("\ufeff" + answer.text()));
    add("rubbish after it", null, answer -> answer.body(answer.text() + "}]garbage"));
    add("twice", null, answer -> answer.body(answer.text() + answer.text()));
    add("in UTF-16", null, answer -> answer.body(answer.text().getBytes(UTF_16)));
    add("zeros", unreadable, answer -> answer.body(new byte[answer.body().length]));
    add("zeros within", unreadable, answer -> answer.body(replaced(answer.body(), 0)));
    add("invalid UTF-8 within", null, answer -> answer.body(replaced(answer.body(), 0xff)));
    add("control characters within", unreadable, a -> a.body(replaced(a.body(), 0x1b)));
    add("upside down", unreadable, answer -> answer.body(reversed(answer.body())));
    add("in upper case", nothing + "|" + unreadable, a -> a.body(upper(a.text())));
  }

  private void statuses() {
    for (int status : List.of(301, 302, 303, 307, 308)) {
      add(
          "redirect " + status,
          "HTTP status " + status,
          answer -> answer.status(status).header("Location", "https://evil.example/").body(HTML));
    }
    for (int status : List.of(304, 400, 401, 403, 404, 407, 409, 413, 418, 429, 451)) {
      add(
          "HTML with " + status,
          "HTTP status " + status,
          answer -> answer.status(status).body(HTML));
    }
    for (int status : List.of(500, 501, 502, 503, 504, 599)) {
      add(
          "HTML with " + status,
          "HTTP status " + status,
          answer -> answer.status(status).body(HTML));
      add("nothing with " + status, "HTTP status " + status, a -> a.status(status).body(""));
      add("itself with " + status, "HTTP status " + status, answer -> answer.status(status));
    }
    add("nothing with 204", Complaints.emptyBodyOf(operation), a -> a.status(204).body(""));
    add("nothing with 206", Complaints.emptyBodyOf(operation), a -> a.status(206).body(""));
    add("itself with 206", null, answer -> answer.status(206));
    add("itself with 299", null, answer -> answer.status(299));
    add("itself with 400", "HTTP status 400", answer -> answer.status(400));
    add("itself with 999", "HTTP status 999", answer -> answer.status(999));
  }

  private void headers() {
    for (String type : List.of("text/html", "application/cbor", "text/plain;charset=UTF-16", ";")) {
      add("type " + type, null, answer -> answer.type(type));
    }
    add("compressed, it says", unreadableOrCut(), a -> a.header("Content-Encoding", "gzip"));
    add(
        "compressed garbage",
        unreadableOrCut(),
        a -> a.header("Content-Encoding", "gzip").body(new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2}));
    add("compressed", null, a -> a.header("Content-Encoding", "gzip").body(gzip(a.body())));
    add("compressed unsaid", Complaints.UNREADABLE, a -> a.body(gzip(a.body())));
    add("unknown encoding", null, a -> a.header("Content-Encoding", "rot13"));
    add("wrong checksum", isJson() ? "." : null, a -> a.header("x-amz-crc32", "1"));
    add("checksum in words", null, a -> a.header("x-amz-crc32", "one"));
    add("date in words", null, a -> a.header("Date", "yesterday"));
    add("date in year 9999", null, a -> a.header("Date", "Fri, 31 Dec 9999 23:59:59 GMT"));
    add("long header", null, a -> a.header("x-amzn-RequestId", "a".repeat(100_000)));
    add("negative length", null, a -> a.header("Content-Length", "-1"));
  }

  private static String unreadableOrCut() {
    return Complaints.UNREADABLE + "|" + Complaints.CUT;
  }

  private void errors() {
    String nothing = Complaints.nothingIn(operation);
    String error = "{\"__type\":\"%s\",\"message\":\"%s\"}";
    for (String code : List.of("ThrottlingException", "AccessDeniedException", "Conflict")) {
      add(
          "error " + code + " with 200",
          isJson() ? nothing : Complaints.UNREADABLE,
          answer -> answer.body(error.formatted(code, "no")));
    }
    if (!isJson()) {
      return;
    }
    for (String code :
        List.of(
            "ThrottlingException",
            "SlowDown",
            "AccessDeniedException",
            "ExpiredTokenException",
            "ConflictException",
            "InternalFailure",
            "ServiceUnavailable",
            "NewlyInvented",
            "a.b.c#ThrottlingException:http://x/")) {
      add("error " + code, "it is so", a -> a.status(400).body(error.formatted(code, "it is so")));
    }
    for (String code : List.of("", " ", "\\u0000", "<b>", "-", "c".repeat(10_000), "\\ud800")) {
      String shown = code.length() > 9 ? "of " + code.length() : code;
      add(
          "error code '" + shown + "'",
          "HTTP status 400",
          a -> a.status(400).body(error.formatted(code, "no")));
    }
    for (String said :
        List.of("\\u0000\\u001b[2J", "\\ud800", "m".repeat(1 << 20), "", "%s%n${x}", "\\u202e")) {
      String shown = said.length() > 20 ? "of " + said.length() : said;
      add(
          "error message '" + shown + "'",
          ".",
          a -> a.status(400).body(error.formatted("ConflictException", said)));
    }
    add("error as list", "HTTP status 400", a -> a.status(400).body("[1]"));
    add(
        "error cut off",
        "HTTP status 400|understood",
        a -> a.status(400).body("{\"__type\":\"Thr"));
    add("error without end", ".", a -> a.status(400).body("{\"__type\":\"").then(Tail.LETTERS));
  }

  private void sizes() {
    String large = Complaints.LARGE;
    // What ends by itself, as JSON and XML do, is not read any further.
    add("blanks after it without end", null, a -> a.then(Tail.BLANKS));
    add("blanks without end", large, a -> a.body("").then(Tail.BLANKS));
    add(
        "letters without end",
        large + "|" + Complaints.UNREADABLE,
        a -> a.body("").then(Tail.LETTERS));
    if (isJson()) {
      add("text without end", large, a -> a.body("{\"a\":\"").then(Tail.LETTERS));
      add(
          "name without end",
          large + "|" + Complaints.UNREADABLE,
          a -> a.body("{\"").then(Tail.LETTERS));
      add("text of 17 MiB", large, a -> inFront(a, "\"z\":\"" + "a".repeat(LARGE) + "\""));
      add("text of 1 MiB", null, a -> inFront(a, "\"z\":\"" + "a".repeat(1 << 20) + "\""));
      add("number of a million digits", null, a -> inFront(a, "\"z\":" + "9".repeat(1_000_000)));
      add("lists of depth 100000", null, a -> inFront(a, "\"z\":" + nested("[", "]", 100_000)));
      add(
          "objects of depth 100000",
          null,
          a -> inFront(a, "\"z\":" + nested("{\"a\":", "}", 100_000)));
      add("lists of depth 900", null, a -> inFront(a, "\"z\":" + nested("[", "]", 900)));
      add("open lists", Complaints.UNREADABLE, a -> a.body("[".repeat(100_000)));
      add("open objects", Complaints.UNREADABLE, a -> a.body("{\"a\":".repeat(100_000)));
      add("100000 names", null, a -> inFront(a, many(100_000)));
    } else {
      add("open elements", Complaints.UNREADABLE, a -> a.body("<a>".repeat(100_000)));
      add("elements of depth 100000", null, a -> a.body(nested("<a>", "</a>", 100_000)));
    }
  }

  /** At every byte; which of them are tried is chosen later. */
  private void truncations() {
    for (int at = 1; at < 1200; at++) {
      int bytes = at;
      add("ends after byte " + at, null, answer -> answer.body(cut(answer.body(), bytes)));
      add("breaks after byte " + at, null, a -> a.body(cut(a.body(), bytes)).then(Tail.CUT));
    }
    add(
        "ends before its last byte",
        isJson() ? Complaints.UNREADABLE : null,
        a -> a.body(cut(a.body(), a.body().length - 1)));
    add(
        "breaks before its last byte",
        isJson() ? Complaints.CUT : null,
        a -> a.body(cut(a.body(), a.body().length - 1)).then(Tail.CUT));
    add("breaks before its first byte", Complaints.CUT, a -> a.body("").then(Tail.CUT));
  }

  private static byte[] cut(byte[] body, int at) {
    return Arrays.copyOf(body, Math.min(body.length, at));
  }

  private static Answer inFront(Answer answer, String members) {
    String text = answer.text();
    boolean empty = text.equals("{}");
    return text.startsWith("{")
        ? answer.body("{" + members + (empty ? "" : ",") + text.substring(1))
        : answer;
  }

  private static String nested(String open, String close, int depth) {
    return open.repeat(depth) + (open.startsWith("{") ? "1" : "") + close.repeat(depth);
  }

  private static String many(int count) {
    return String.join(",", IntStream.range(0, count).mapToObj(i -> "\"z" + i + "\":1").toList());
  }

  private static byte[] replaced(byte[] body, int with) {
    byte[] changed = body.clone();
    for (int i = 2; i < changed.length; i += 7) {
      changed[i] = (byte) with;
    }
    return changed;
  }

  private static byte[] reversed(byte[] body) {
    byte[] changed = new byte[body.length];
    for (int i = 0; i < body.length; i++) {
      changed[i] = body[body.length - 1 - i];
    }
    return changed;
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
