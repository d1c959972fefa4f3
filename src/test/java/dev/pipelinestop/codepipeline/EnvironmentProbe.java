package dev.pipelinestop.codepipeline;

import dev.pipelinestop.stop.Target;
import java.util.concurrent.Callable;

/** A process with an environment of its own, which says what the gateway makes of it. */
final class EnvironmentProbe {
  private EnvironmentProbe() {}

  public static void main(String[] args) throws Exception {
    String region = say("region", AwsClients::defaultRegion);
    Target target = new Target(GatewayFixture.PIPELINE, GatewayFixture.EXECUTION, null);
    try (AwsClients clients = AwsClients.open(AwsSettings.standard());
        Identity identity = clients.identity(region);
        CodePipelineGateway gateway = clients.gateway(region)) {
      var account = say("account", identity::account);
      var execution = say("execution", () -> gateway.execution(target).getClass().getSimpleName());
      System.out.println(account.isEmpty() && execution.isEmpty() ? "nothing" : "something");
    }
  }

  private static String say(String name, Callable<String> question) throws Exception {
    long start = System.nanoTime();
    String answer;
    try {
      answer = question.call();
    } catch (AwsFailureException e) {
      System.out.println(name + ": " + e.failure());
      answer = name.equals("region") ? "eu-central-1" : "";
    }
    System.out.println(name + ": " + answer);
    System.err.println(name + " took " + (System.nanoTime() - start) / 1_000_000 + " ms");
    return answer;
  }
}
