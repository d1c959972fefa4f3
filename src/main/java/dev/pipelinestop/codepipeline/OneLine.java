package dev.pipelinestop.codepipeline;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message as a person may see it: one line, bounded, without credentials. It ends in a status and
 * in logs, while what AWS and the SDK say can quote a whole signed request.
 */
final class OneLine {
  /** The longest message, in characters. */
  static final int MAX = 300;

  private static final Pattern BLANK = Pattern.compile("[\\p{Cntrl}\\p{Z}\\s]+");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Co}\\p{Cs}]");

  /** From here on, AWS quotes the request with its headers, the session token among them. */
  private static final Pattern QUOTED_REQUEST =
      Pattern.compile("(?i)the (canonical string|string[- ]to[- ]sign) .*");

  private static final List<Pattern> SECRETS =
      List.of(
          // Authorization header, signed query parameters and token headers.
          Pattern.compile(
              "(?i)(x-amz-security-token|x-amz-signature|x-amz-credential|security-?token"
                  + "|session-?token|signature|credential|authorization|password"
                  + "|secret-?access-?key|access-?key-?id)"
                  + "\\s*[=:]\\s*(AWS4-HMAC-SHA256\\s+|Bearer\\s+|Basic\\s+)?[^\\s,;&'\"]+"),
          // Access key ids: 4 letters that AWS documents, then 12 or more.
          Pattern.compile("\\b(AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\\b"),
          // JSON web tokens, which is what a service account has.
          Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}(\\.[A-Za-z0-9_-]*)*"),
          // User and password in a URL.
          Pattern.compile("(?<=://)[^/@\\s]+@"),
          // Secret keys, signatures and tokens: long and unbroken. Names and ARNs hold a colon, a
          // hyphen or an underscore within 40 characters, or are no longer than 100.
          Pattern.compile("(?<![A-Za-z0-9+/=:_.-])[A-Za-z0-9+/=]{40,}(?![A-Za-z0-9:_.-])"),
          Pattern.compile("[A-Za-z0-9+/=_-]{120,}"));

  private OneLine() {}

  /** The message, or {@code fallback} if there is nothing in it. */
  static String of(@Nullable String message, String fallback) {
    return of(message, fallback, "");
  }

  /** The message with a hint after it that is never cut off. */
  static String of(@Nullable String message, String fallback, String hint) {
    // Whatever is far beyond the bound need not be searched for secrets: it is cut off.
    String text = message == null ? "" : message.substring(0, Math.min(message.length(), 20_000));
    text = BLANK.matcher(INVISIBLE.matcher(text).replaceAll("")).replaceAll(" ").strip();
    text = QUOTED_REQUEST.matcher(text).replaceFirst("").strip();
    for (Pattern secret : SECRETS) {
      text = secret.matcher(text).replaceAll("[removed]");
    }
    if (text.isEmpty()) {
      text = fallback;
    }
    return cut(text, MAX - hint.length()) + hint;
  }

  /** The text, no longer than this, and without half a character at its end. */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
