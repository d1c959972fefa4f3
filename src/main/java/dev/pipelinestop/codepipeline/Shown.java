package dev.pipelinestop.codepipeline;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is taken over of a text that somebody else wrote: the provider of an action, or whoever
 * started the execution. It ends in the status of a resource, so it is bounded; null and blank are
 * the same.
 */
final class Shown {
  private static final int MAX_WORD = 100;
  private static final int MAX_ID = 1500;
  private static final int MAX_URL = 2048;
  private static final int MAX_TEXT = 1024;

  // Not java.net.URI: the links of consoles hold characters that a URI must not.
  private static final Pattern LINK = Pattern.compile("(?i)https?://[^\\s\\p{Cntrl}<>\"]+");

  private Shown() {}

  /** A status, a name or a type: AWS allows 100 characters for the longest. */
  static @Nullable String word(@Nullable String word) {
    return word == null || word.isBlank() ? null : OneLine.cut(word, MAX_WORD);
  }

  /** A text for people, cut off where it is too long. */
  static @Nullable String text(@Nullable String text) {
    return text == null || text.isBlank()
        ? null
        : OneLine.cut(text.replaceAll("\\p{Cntrl}+", " ").strip(), MAX_TEXT);
  }

  /** An id, or null where it is longer than AWS allows: a part of an id names nothing. */
  static @Nullable String id(@Nullable String id) {
    return id == null || id.isBlank() || id.length() > MAX_ID ? null : id;
  }

  /**
   * A link that a person may click on, or null where it is none, is longer than AWS allows, or is
   * not http or https.
   */
  static @Nullable String link(@Nullable String link) {
    return link != null && link.length() <= MAX_URL && LINK.matcher(link).matches() ? link : null;
  }
}
