package dev.pipelinestop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What of a process is in the memory of the machine, in MiB.
 *
 * @param now VmRSS
 * @param most VmHWM: the most it ever was
 */
record Memory(double now, double most) {

  static Memory of(long pid) throws IOException {
    var lines = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
    return new Memory(mebibytes(lines, "VmRSS:"), mebibytes(lines, "VmHWM:"));
  }

  private static double mebibytes(Iterable<String> lines, String field) {
    for (String line : lines) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.substring(field.length()).replace("kB", "").strip()) / 1024.0;
      }
    }
    throw new IllegalStateException("no " + field);
  }
}
