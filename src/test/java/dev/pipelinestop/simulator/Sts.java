package dev.pipelinestop.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;

/** The one operation of STS that is asked: who am I. It speaks the Query protocol. */
final class Sts {
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

  private final SimulatorSettings settings;

  Sts(SimulatorSettings settings) {
    this.settings = settings;
  }

  /** The parameters of a form-encoded request. */
  static Map<String, String> parameters(SdkBytes body) {
    return Stream.of(body.asUtf8String().split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(
            Collectors.toMap(
                pair -> URLDecoder.decode(pair[0], UTF_8),
                pair -> URLDecoder.decode(pair[1], UTF_8),
                (first, second) -> first));
  }

  String getCallerIdentity(String requestId) {
    return """
    <GetCallerIdentityResponse xmlns="%s">
      <GetCallerIdentityResult>
        <Arn>arn:aws:iam::%s:user/simulator</Arn>
        <UserId>AIDASIMULATOR</UserId>
        <Account>%s</Account>
      </GetCallerIdentityResult>
      <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
    </GetCallerIdentityResponse>
    """
        .formatted(NAMESPACE, settings.account(), settings.account(), requestId);
  }

  static String error(String code, String message, String requestId) {
    return """
    <ErrorResponse xmlns="%s">
      <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
      <RequestId>%s</RequestId>
    </ErrorResponse>
    """
        .formatted(NAMESPACE, code, message, requestId);
  }
}
