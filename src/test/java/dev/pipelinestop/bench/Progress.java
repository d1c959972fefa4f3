package dev.pipelinestop.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a watch of the requests shows: when each of them was finished. */
final class Progress {
  // The fields of what Kubernetes keeps of writers are called f:name and so on.
  private static final Pattern NAME = Pattern.compile("\"name\":\"(job\\d+)\"");
  private static final Pattern VERSION = Pattern.compile("\"resourceVersion\":\"(\\d+)\"");
  private static final String FINISHED = "\"finishedAt\":\"";

  private final Map<String, Job> jobs;
  private final Map<Job, Instant> finished = new ConcurrentHashMap<>();
  private final CountDownLatch open;

  /** The version of the last state that was seen. From 0 a watch begins with all there is. */
  private String last = "0";

  private Progress(List<Job> jobs) {
    this.jobs = jobs.stream().collect(Collectors.toMap(Job::name, Function.identity()));
    this.open = new CountDownLatch(jobs.size());
  }

  static Progress watch(Api api, String path, List<Job> jobs)
      throws IOException, InterruptedException {
    Progress progress = new Progress(jobs);
    Stream<String> lines = api.lines(progress.watched(path));
    Thread.ofPlatform().daemon().name("watch").start(() -> progress.follow(lines, api, path));
    return progress;
  }

  private String watched(String path) {
    return path + "?watch=1&timeoutSeconds=3600&resourceVersion=" + last;
  }

  /** An API server that has too much to do ends the watches that do not keep up. */
  private void follow(Stream<String> first, Api api, String path) {
    Stream<String> lines = first;
    try {
      while (open.getCount() > 0) {
        read(lines);
        lines = api.lines(watched(path));
      }
    } catch (IOException e) {
      // The server or the client was closed; whoever waits will see that nothing more comes.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Stream<String> lines) {
    try (lines) {
      lines.forEach(this::seen);
    } catch (UncheckedIOException e) {
      // Ended in the middle: it goes on from the last state that was seen.
    }
  }

  private void version(String object) {
    Matcher version = VERSION.matcher(object);
    if (version.find()) {
      last = version.group(1);
    }
  }

  private void seen(String line) {
    version(line);
    if (line.startsWith("{\"type\":\"DELETED\"") || !line.contains(FINISHED)) {
      return;
    }
    Matcher name = NAME.matcher(line);
    Job job = name.find() ? jobs.get(name.group(1)) : null;
    if (job != null && finished.putIfAbsent(job, Instant.now()) == null) {
      open.countDown();
    }
  }

  /** Waits until all are finished; returns when each one was seen to be. */
  Map<Job, Instant> awaitFinished(Duration patience) throws InterruptedException {
    if (!open.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          open.getCount() + " requests were not finished within " + patience);
    }
    return Map.copyOf(finished);
  }
}
