package dev.pipelinestop.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many calls an API server has answered, by what they were.
 *
 * @param statusWrites of our resource, refused ones included
 * @param conflicts those that were refused because somebody was faster
 * @param reads of single objects of our resource
 * @param events that were created
 */
record ServerCounts(long statusWrites, long conflicts, long reads, long events) {
  private static final Pattern LINE =
      Pattern.compile("^apiserver_request_total\\{([^}]*)} ([0-9.e+]+)$", Pattern.MULTILINE);
  private static final String OURS = "resource=\"pipelinestoprequests\"";

  static ServerCounts parse(String metrics) {
    long statusWrites = 0;
    long conflicts = 0;
    long reads = 0;
    long events = 0;
    Matcher line = LINE.matcher(metrics);
    while (line.find()) {
      String labels = line.group(1);
      long count = Math.round(Double.parseDouble(line.group(2)));
      if (labels.contains(OURS) && labels.contains("subresource=\"status\"")) {
        statusWrites += count;
        conflicts += labels.contains("code=\"409\"") ? count : 0;
      } else if (labels.contains(OURS) && labels.contains("verb=\"GET\"")) {
        reads += count;
      } else if (labels.contains("resource=\"events\"") && labels.contains("verb=\"POST\"")) {
        events += count;
      }
    }
    return new ServerCounts(statusWrites, conflicts, reads, events);
  }

  ServerCounts since(ServerCounts before) {
    return new ServerCounts(
        statusWrites - before.statusWrites,
        conflicts - before.conflicts,
        reads - before.reads,
        events - before.events);
  }
}
