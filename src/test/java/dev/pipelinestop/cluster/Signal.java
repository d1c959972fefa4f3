package dev.pipelinestop.cluster;

import java.nio.file.Path;

/** What a process can be told from outside without being able to refuse. */
public enum Signal {
  /** It ends wherever it is. */
  KILL,
  /** It does nothing any more, and does not notice. */
  STOP,
  /** It goes on, as if no time had passed. */
  CONT;

  /** Sends it to one process. To a process that has ended already this does nothing. */
  public void send(ProcessHandle process) {
    // The shell's own kill is everywhere, the program is not.
    var sent = Command.of(Path.of("/bin/sh"), "-c", "kill -" + name() + " " + process.pid()).run();
    if (sent.exitCode() != 0 && process.isAlive()) {
      throw new IllegalStateException(
          "cannot send %s to process %d: %s".formatted(name(), process.pid(), sent.stderr()));
    }
  }
}
