package dev.pipelinestop.codepipeline;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The environment variables that name other endpoints than those of AWS. The SDK reads them with
 * the first call, and takes what is wrong in them for a request that nobody can send.
 */
public final class EndpointVariables {
  private static final int LAST_PORT = 65_535;

  private EndpointVariables() {}

  /** What is wrong with those in this environment, in one line; empty if nothing is. */
  public static Optional<String> complaint(Map<String, String> environment) {
    return Stream.of("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_CODEPIPELINE", "AWS_ENDPOINT_URL_STS")
        .filter(environment::containsKey)
        .filter(variable -> !isEndpoint(environment.getOrDefault(variable, "")))
        .findFirst()
        .map(variable -> complaint(variable, environment.getOrDefault(variable, "")));
  }

  private static String complaint(String variable, String value) {
    return variable
        + ": '"
        + OneLine.of(value, "")
        + "' is not a URL such as https://codepipeline.eu-central-1.amazonaws.com: write https or"
        + " http and a host, or do not set it";
  }

  private static boolean isEndpoint(String value) {
    try {
      URI uri = new URI(value);
      return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null
          && uri.getPort() <= LAST_PORT;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
