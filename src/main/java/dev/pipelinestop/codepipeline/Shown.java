package dev.pipelinestop.codepipeline;

import java.time.Instant;
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

  /** The definition of the resource takes no later times. */
  private static final Instant YEAR_9999 = Instant.parse("9999-01-01T00:00:00Z");

  /** Control characters and what else breaks a line. */
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

  /** Half a character, which nobody can write, and what a terminal must not be given. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cs}\\p{Cc}\\u2028\\u2029]");

  private static final String REPLACEMENT = "\ufffd";

  // Not java.net.URI: the links of consoles hold characters that a URI must not.
  private static final Pattern LINK =
      Pattern.compile("(?i)https?://[^\\s\\p{Cc}\\p{Cs}\\u2028\\u2029<>\"]+");

  private Shown() {}

  /**
   * A status, a name or a type: AWS allows 100 characters for the longest. What cannot be printed
   * is replaced and not left out: that could make a word of it that means something.
   */
  static @Nullable String word(@Nullable String word) {
    return word == null || word.isBlank()
        ? null
        : OneLine.cut(UNPRINTABLE.matcher(word).replaceAll(REPLACEMENT), MAX_WORD);
  }

  /** A text for people, cut off where it is too long. */
  static @Nullable String text(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String line = BREAKS.matcher(text).replaceAll(" ").strip();
    return line.isEmpty()
        ? null
        : OneLine.cut(UNPRINTABLE.matcher(line).replaceAll(REPLACEMENT), MAX_TEXT);
  }

  /**
   * An id, or null where it is longer than AWS allows or cannot be printed: a part of an id names
   * nothing.
   */
  static @Nullable String id(@Nullable String id) {
    return id == null || id.isBlank() || id.length() > MAX_ID || UNPRINTABLE.matcher(id).find()
        ? null
        : id;
  }

  /**
   * A link that a person may click on, or null where it is none, is longer than AWS allows, or is
   * not http or https.
   */
  static @Nullable String link(@Nullable String link) {
    return link != null && link.length() <= MAX_URL && LINK.matcher(link).matches() ? link : null;
  }

  /** A time, or null where it is before 1970 or not before 9999: then it is none. */
  static @Nullable Instant time(@Nullable Instant time) {
    return time == null || time.isBefore(Instant.EPOCH) || !time.isBefore(YEAR_9999) ? null : time;
  }
}
