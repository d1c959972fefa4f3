package dev.pipelinestop.soak;

import dev.pipelinestop.process.OperatorProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What a process holds on to, read from Linux and from its JVM.
 *
 * @param threads of the operating system
 * @param sockets open ones
 * @param heapMiB what is left after a full collection
 */
record Holdings(int threads, long sockets, long heapMiB) {
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
  private static final Pattern USED = Pattern.compile(" used (\\d+)K");

  static Holdings of(OperatorProcess operator) throws IOException, InterruptedException {
    Path proc = Path.of("/proc", Long.toString(operator.pid()));
    var threads = THREADS.matcher(Files.readString(proc.resolve("status")));
    if (!threads.find()) {
      throw new IOException("no threads in " + proc);
    }
    long sockets;
    try (var descriptors = Files.list(proc.resolve("fd"))) {
      sockets = descriptors.filter(Holdings::isSocket).count();
    }
    return new Holdings(Integer.parseInt(threads.group(1)), sockets, heapMiB(operator));
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      // Closed since it was listed.
      return false;
    }
  }

  private static long heapMiB(OperatorProcess operator) throws IOException, InterruptedException {
    var unused = command(operator, "GC.run");
    // The first two lines with "used" are the generations; what follows is metaspace.
    return USED.matcher(command(operator, "GC.heap_info").split("Metaspace", 2)[0])
            .results()
            .mapToLong(used -> Long.parseLong(used.group(1)))
            .sum()
        / 1024;
  }

  private static String command(OperatorProcess operator, String command)
      throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(operator.pid()), command)
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(command + " was not answered: " + answer);
    }
    return answer;
  }
}
