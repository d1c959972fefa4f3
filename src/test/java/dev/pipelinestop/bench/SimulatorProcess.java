package dev.pipelinestop.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.pipelinestop.simulator.Call;
import dev.pipelinestop.simulator.SimulatorMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The simulator in a JVM of its own. */
final class SimulatorProcess implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Process process;
  private final URI endpoint;
  private final Api control;

  private SimulatorProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
    this.control = Api.of(endpoint);
  }

  static SimulatorProcess start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:CompileThresholdScaling=0.1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName())
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    // It says one thing, and then nothing.
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains("http://")) {
        return new SimulatorProcess(process, URI.create(line.substring(line.indexOf("http://"))));
      }
      said.append(line).append('\n');
    }
    throw new IOException("the simulator ended: " + said);
  }

  URI endpoint() {
    return endpoint;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  void load(String scenario) throws IOException, InterruptedException {
    var unused = control.post("/simulator/scenario", scenario);
  }

  /** Every call so far. */
  List<Call> calls() throws IOException, InterruptedException {
    return List.of(JSON.readValue(control.get("/simulator/ledger"), Call[].class));
  }

  @Override
  public void close() {
    control.close();
    process.destroyForcibly();
  }
}
