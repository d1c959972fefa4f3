package dev.pipelinestop.simulator;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The simulator as a program. It runs until it is ended. */
@Command(
    name = "simulator",
    description = "Simulates AWS CodePipeline on 127.0.0.1, for the AWS CLI and the SDKs.",
    mixinStandardHelpOptions = true)
public final class SimulatorMain implements Callable<Integer> {
  @Option(names = "--port", description = "Port; 0, the default, takes a free one.")
  private int port;

  @Option(names = "--scenario", description = "Scenario file (YAML or JSON); can be repeated.")
  private List<Path> scenarios = List.of();

  @Option(names = "--account", description = "Account that GetCallerIdentity tells.")
  private @Nullable String account;

  @Option(
      names = "--lag",
      description = "Lag of a read model: none, READ_MODEL=DURATION, READ_MODEL.CHANGE=DURATION.")
  private List<String> lags = List.of();

  /** Entry point of the program. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new SimulatorMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    var simulator = Simulator.realTime();
    scenarios.forEach(file -> Scenario.read(file).addTo(simulator));
    lags.forEach(lag -> new LagSetting(lag).addTo(simulator.lags()));
    if (account != null) {
      simulator.settings().account(account);
    }
    try (var server = SimulatorServer.start(simulator, port)) {
      System.out.println("Simulator of AWS CodePipeline: " + server.endpoint());
      Thread.currentThread().join();
    }
    return 0;
  }
}
