package dev.pipelinestop.codepipeline;

/** A clock that nobody can set: only differences between two of its readings mean something. */
@FunctionalInterface
public interface MonotonicClock {

  /** Nanoseconds since some fixed moment of this process. */
  long nanos();

  /** The clock of this machine. */
  static MonotonicClock system() {
    return System::nanoTime;
  }
}
