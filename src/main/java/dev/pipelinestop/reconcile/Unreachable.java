package dev.pipelinestop.reconcile;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing could be asked of the API server. The client says "An error has occurred." and wraps
 * the cause several times, and the HTTP client of the JDK leaves most causes without a word.
 */
final class Unreachable {
  private static final int MAX_DEPTH = 20;

  private Unreachable() {}

  /**
   * In one line what is at the bottom of this failure, and the name of its class to search for.
   *
   * @param host that was asked
   */
  static String cause(Throwable failure, String host) {
    // The outermost only says that something failed.
    List<Throwable> causes =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
            .skip(failure.getCause() == null ? 0 : 1)
            .limit(MAX_DEPTH)
            .toList();
    return causes.stream()
        .map(each -> said(each, host))
        .filter(said -> !said.isEmpty())
        .reduce((outer, inner) -> inner)
        .orElseGet(() -> silent(causes));
  }

  /** What this one says, without its causes; empty if it says nothing. */
  private static String said(Throwable failure, String host) {
    @Nullable String words =
        switch (failure) {
          case UnresolvedAddressException unresolved -> "unknown host " + host;
          case UnknownHostException unknown -> "unknown host " + host;
          // A network that leads nowhere is said in words.
          case ConnectException connect when isBlank(connect.getMessage()) -> "connection refused";
          default -> failure.getMessage();
        };
    return isBlank(words)
        ? ""
        : String.valueOf(words).strip().replaceAll("\\s+", " ") + " (" + name(failure) + ")";
  }

  /** The first of those that say nothing whose class says more than that something failed. */
  private static String silent(List<Throwable> causes) {
    return name(
        causes.stream()
            .filter(each -> !each.getClass().equals(IOException.class))
            .findFirst()
            .orElseGet(causes::getLast));
  }

  private static String name(Throwable failure) {
    return failure.getClass().getSimpleName();
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
