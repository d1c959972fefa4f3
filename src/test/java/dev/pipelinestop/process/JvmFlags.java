package dev.pipelinestop.process;

import java.util.List;

/** The flags of the JVM that the operator is to be run with: README and image name the same. */
public final class JvmFlags {

  /**
   * The compiler that starts fast and takes little memory, told not to wait until a method has run
   * often, one thread for what little there is to collect, one processor, and bounds.
   */
  public static final List<String> RECOMMENDED =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileThresholdScaling=0.1",
          "-XX:ActiveProcessorCount=1",
          "-Xmx96m",
          "-Xss512k");

  private JvmFlags() {}
}
