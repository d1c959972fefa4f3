package dev.pipelinestop.mutation;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Changes of which the list says that they change nothing.
 *
 * @param count how many of this kind there are in this method
 * @param reason why that is so
 */
record Known(Place place, int count, String reason) {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(\\w+\\.[\\w$.]+)` \\| `(\\w+)` \\| (\\d+) \\| ([^|]+) \\|$");

  /** The rows of a page. */
  static List<Known> in(String page) {
    return ROW.matcher(page)
        .results()
        .map(
            row ->
                new Known(
                    new Place(row.group(1), row.group(2)),
                    Integer.parseInt(row.group(3)),
                    row.group(4).strip()))
        .toList();
  }
}
