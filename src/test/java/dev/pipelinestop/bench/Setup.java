package dev.pipelinestop.bench;

import dev.pipelinestop.process.JvmFlags;
import dev.pipelinestop.process.OperatorProcess.Launch;
import java.util.Arrays;
import java.util.List;

/**
 * What is measured, and with which flags.
 *
 * @param only names of the measurements
 * @param requests how many requests the throughput is measured with
 * @param rounds how often that is done with the same operator; the last time counts
 * @param operator the command line to start it with, such as that of the image; empty: the jar, on
 *     the JVM of the benchmark, with the flags below
 * @param jvmFlags of the operator
 * @param operatorFlags of the operator
 */
record Setup(
    List<String> only,
    int requests,
    int rounds,
    List<String> operator,
    List<String> jvmFlags,
    List<String> operatorFlags) {

  static Setup fromSystemProperties() {
    List<String> jvmFlags = words("bench.jvmFlags", " ");
    return new Setup(
        words("bench.only", ","),
        Integer.getInteger("bench.requests", 1000),
        Integer.getInteger("bench.rounds", 1),
        words("bench.operator", " "),
        jvmFlags.isEmpty() ? JvmFlags.RECOMMENDED : jvmFlags,
        words("bench.operatorFlags", " "));
  }

  /** How the operator is started. */
  Launch launch() {
    return (operator.isEmpty()
            ? Launch.jar(jvmFlags.toArray(String[]::new))
            : Launch.command(operator))
        .with(operatorFlags.toArray(String[]::new));
  }

  /** How the operator is started, in a line. */
  String shown() {
    return operator.isEmpty()
        ? "JVM flags of the operator: " + String.join(" ", jvmFlags)
        : "Operator: " + String.join(" ", operator);
  }

  private static List<String> words(String property, String separator) {
    return Arrays.stream(System.getProperty(property, "").split(separator))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  List<Measurement> measurements() {
    return only.stream().map(this::measurement).toList();
  }

  private Measurement measurement(String name) {
    return switch (name) {
      case "throughput" -> new Throughput(this);
      case "start" -> new StartUp(this);
      case "pace" -> new Pacing();
      case "approvals" -> new Approvals(this);
      default ->
          throw new IllegalArgumentException(
              "-Dbench.only=" + name + ": only throughput, start, pace and approvals are measured");
    };
  }
}
