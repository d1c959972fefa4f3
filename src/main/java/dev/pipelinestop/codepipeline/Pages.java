package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.AwsFailure;
import dev.pipelinestop.stop.AwsFailure.Meaning;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages of a list, read one after the other, bounded in number and time. */
final class Pages {
  /** Reads one page. */
  @FunctionalInterface
  interface Page {
    /**
     * Reads the page of this token.
     *
     * @param token null for the first page
     * @return the token of the next page; null or empty to end
     */
    @Nullable String read(@Nullable String token) throws AwsFailureException;
  }

  private final String operation;
  private final int most;
  private final Duration longest;
  private final MonotonicClock clock;

  Pages(String operation, int most, Duration longest, MonotonicClock clock) {
    this.operation = operation;
    this.most = most;
    this.longest = longest;
    this.clock = clock;
  }

  /**
   * Reads until a page has no next one.
   *
   * @return false if there are more pages than may be read
   * @throws AwsFailureException if a page fails, a token comes twice, or it takes too long
   */
  boolean readAll(Page page) throws AwsFailureException {
    long start = clock.nanos();
    Set<String> seen = new HashSet<>();
    @Nullable String token = null;
    for (int pages = 0; pages < most; pages++) {
      if (clock.nanos() - start > longest.toNanos()) {
        throw failure(
            "TooSlow",
            "the list took more than " + longest.toSeconds() + " s for " + pages + " pages",
            Meaning.NO_ANSWER);
      }
      token = page.read(token);
      if (token == null || token.isEmpty()) {
        return true;
      }
      if (!seen.add(token)) {
        throw failure(
            "RepeatedToken", "the token of page " + (pages + 2) + " came twice", Meaning.NONSENSE);
      }
    }
    return false;
  }

  private AwsFailureException failure(String code, String message, Meaning meaning) {
    return new AwsFailureException(new AwsFailure(operation, code, message, meaning));
  }
}
